# The startup file of an interactive bash that is driven by a test: Ctrl-X d writes the line down and clears it.
source "$MEDIAUP_SCRIPT"
PS1=
write_down() {
    printf '%s|\n' "$READLINE_LINE" >>"$MEDIAUP_TYPED"
    READLINE_LINE=
    READLINE_POINT=0
}
bind -x '"\C-xd": write_down'
