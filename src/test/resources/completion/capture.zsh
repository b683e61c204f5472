# What zsh offers for a line:  zsh -f capture.zsh SETUP LINE
# SETUP is a file that is sourced once the completion system is up. Prints a match a line, with ' -- description' behind.
# After https://github.com/Valodim/zsh-capture-completion (MIT): an interactive shell on a pseudo terminal, whose compadd
# says what it is given.
emulate zsh
zmodload zsh/zpty || exit 2
zpty z zsh -f -i
local line
() {
    zpty -w z "source $1"
    repeat 20; do
        zpty -r z line || break
        [[ $line == ok* ]] && return
    done
    print -u2 "Expected zsh to start, but found: $line"
    exit 2
} =(print -r -- '
PROMPT= RPROMPT=
autoload -Uz compinit
compinit -D -u
bindkey "^M" undefined
bindkey "^J" undefined
bindkey "^I" complete-word
boundary() { printf "\0\n" }
compprefuncs=(boundary)
comppostfuncs=(boundary exit)
zstyle ":completion:*" list-grouped false
zstyle ":completion:*" insert-tab false
zstyle ":completion:*" list-separator ""
zmodload zsh/zutil
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    typeset -a __hits __said __rest
    if (( $@[(I)-d] )); then
        __rest=${@[$[${@[(i)-d]}+1]]}
        if [[ $__rest == \(* ]]; then eval "__said=$__rest"; else __said=("${(@P)__rest}"); fi
    fi
    builtin compadd -A __hits -D __said "$@"
    # For real as well: completion functions look at what there is already.
    builtin compadd "$@"
    local ret=$?
    setopt localoptions norcexpandparam extendedglob
    typeset -A apre hpre hsuf asuf
    zparseopts -E P:=apre p:=hpre S:=asuf s:=hsuf
    integer i
    for i in {1..$#__hits}; do
        (( $#__hits )) || break
        print -r -- "$IPREFIX$apre[-P]$hpre[-p]$__hits[$i]$hsuf[-s]$asuf[-S]${__said[$i]:+ -- ${__said[$i]##$__hits[$i] #}}"
    done
    return ret
}
source '${(q)1}'
print ok')
zpty -w -n z "$2"$'\t'
integer within=0
while zpty -r z; do :; done | while IFS= read -r line; do
    if [[ $line == *$'\0'* ]]; then
        (( within++ )) && exit 0 || continue
    fi
    (( within )) && print -r -- "${line%$'\r'}"
done
print -u2 "Expected zsh to complete, but found no sign of it."
exit 2
