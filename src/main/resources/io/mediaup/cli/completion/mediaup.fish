# Completion of mediaup for fish 3 and later. Made by `mediaup completion fish`; do not edit.
# As mediaup.fish in ~/.config/fish/completions, or:
#   mediaup completion fish | source

# No JVM is started while you type: hosts are read from the lab's files (a few milliseconds; starting Java takes 200).
# Whatever goes wrong on the way, nothing is offered and nothing is said: the prompt is yours.

# Goes through the words before the cursor, once for all conditions below: which verb, the options that are used up, the
# arguments. The verb is '?' where mediaup would refuse the line, and behind --help.
function __mediaup_read
    set -l line (commandline -opc)
    set -l text (string join \x1f -- $line)
    test "$text" = "$__mediaup_line"; and return
    set -g __mediaup_line $text
    set -g __mediaup_used
    set -g __mediaup_arguments
    set -g __mediaup_verb ''
    set -l waits
    set -l closed
    __mediaup_model ''
    set -e line[1]
    for word in $line
        if set -q waits[1]
            set -a __mediaup_used $waits
            set -e waits
        else if not set -q closed[1]; and test "$word" = --
            set closed yes
        else if not set -q closed[1]; and string match -qr -- '^-.' $word
            set -l names (string replace -r -- '=.*' '' $word)
            if string match -qr -- '^-[^-].' $names
                set names -(string split -- '' (string sub -s 2 -- $names))
            end
            if contains -- "$names[-1]" $__mediaup_valued; and not string match -q -- '*=*' $word
                # Not used up before its value is there: fish asks for that by the same line below.
                set waits $names[-1]
                set -e names[-1]
            end
            for name in $names
                contains -- $name $__mediaup_alone; and set -g __mediaup_verb '?'
            end
            set -a __mediaup_used $names
        else if set -q __mediaup_verbs[1]
            if not contains -- $word $__mediaup_verbs
                set -g __mediaup_verb '?'
            else if test "$__mediaup_verb" != '?'
                set -g __mediaup_verb (string trim -- "$__mediaup_verb $word")
            end
            __mediaup_model $__mediaup_verb
        else
            set -a __mediaup_arguments $word
        end
    end
end

# Whether a verb may follow here: $argv is the one above it.
function __mediaup_at
    __mediaup_read
    test "$__mediaup_verb" = "$argv"
end

# Whether one of the options named $argv[1] may follow: the rest of $argv are the verbs that have it.
function __mediaup_may
    __mediaup_read
    contains -- "$__mediaup_verb" $argv[2..-1]; or return
    for name in (string split ' ' -- $argv[1])
        contains -- $name $__mediaup_used; and return 1
    end
    return 0
end

# Whether argument number $argv[1] is next: '2' is the second only, '2+' the second and all behind it. The rest of $argv
# are the verbs that have it.
function __mediaup_next
    __mediaup_read
    contains -- "$__mediaup_verb" $argv[2..-1]; or return
    set -l next (math (count $__mediaup_arguments) + 1)
    if string match -q -- '*+' $argv[1]
        test $next -ge (string trim -c + -- $argv[1])
    else
        test $next -eq $argv[1]
    end
end

# Plan files, and directories on the way to one: what fish itself would offer, less the rest.
function __mediaup_plans
    complete -C "__fish_command_without_completions "(commandline -ct) | string match -r '.*\.ya?ml$|.*/$'
end

# The hosts of the lab of the plan file that stands as argument $argv[1] of the verb.
function __mediaup_hosts
    set -l plan (string replace -r '^~/' "$HOME/" -- $__mediaup_arguments[$argv[1]])
    test -f "$plan" -a -r "$plan"; or return
    set -l name (string match -r '^name:\s*["\']?([a-z0-9-]+)' <$plan)[2]
    test -n "$name"; or return
    set -l state $XDG_STATE_HOME
    string match -q '/*' -- "$state"; or set state $HOME/.local/state
    set -l files $state/mediaup/labs/$name/hosts/*/host.properties
    set -q files[1]; or return
    command grep -ls '^wanted=running' $files 2>/dev/null | string replace -r '.*/([^/]+)/host.properties$' '$1'
end

# <generated>
