#compdef mediaup
# Completion of mediaup for zsh 5 and later. Made by `mediaup completion zsh`; do not edit.
# As _mediaup in a directory of $fpath, or:
#   source <(mediaup completion zsh)

# No JVM is started while you type: hosts are read from the lab's files (a few milliseconds; starting Java takes 200).
# Whatever goes wrong on the way, nothing is offered and nothing is said: the prompt is yours.

# Words to choose from. More belongs behind a '=', and it is not a blank.
_mediaup_words() {
    local label=$1 expl ret
    local -a open=(${(M)@[2,-1]:#*=}) whole=(${@[2,-1]:#*=})
    _wanted values expl "$label" compadd -a whole
    ret=$?
    _wanted -C open values expl "$label" compadd -S '' -a open && ret=0
    return ret
}

_mediaup_plans() {
    _files "$@" -g '*.(yaml|yml)(-.)'
}

# The hosts of the lab of the plan file that stands as argument $1 of the verb.
_mediaup_hosts() {
    emulate -L zsh -o extended_glob -o null_glob
    local plan=${(Q)line[$1]} state_home=$XDG_STATE_HOME name text file expl
    local -a hosts files
    [[ $plan = '~/'* ]] && plan=$HOME/${plan#??}
    [[ -f $plan && -r $plan ]] || return 1
    while IFS= read -r text || [[ -n $text ]]; do
        if [[ $text = (#b)name:[[:blank:]]#[\"\']#([a-z0-9-]##)* ]]; then
            name=$match[1]
            break
        fi
    done 2>/dev/null <$plan
    [[ -n $name ]] || return 1
    [[ $state_home = /* ]] || state_home=$HOME/.local/state
    files=($state_home/mediaup/labs/$name/hosts/*/host.properties)
    (( $#files )) || return 1
    hosts=(${${(f)"$(command grep -ls '^wanted=running' $files 2>/dev/null)"}:h:t})
    _wanted hosts expl host compadd -a hosts
}

# <generated>

# As an autoloaded file this is the body of the function itself; sourced, it only has to be made known.
if [[ $funcstack[1] = _mediaup ]]; then
    _mediaup "$@"
elif (( $+functions[compdef] )); then
    compdef _mediaup mediaup
fi
