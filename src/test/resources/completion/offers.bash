# What bash offers for a line:  bash offers.bash SCRIPT LINE WORD...
# The words are as readline splits the line. The options are those that break careless scripts.
set -uf
shopt -s failglob nocaseglob
alias grep='grep --color=always'
shopt -s expand_aliases
source "$1"
COMP_LINE=$2
COMP_POINT=${#2}
shift 2
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_mediaup mediaup "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
if ((${#COMPREPLY[@]})); then
    printf '%s\n' "${COMPREPLY[@]}"
fi
