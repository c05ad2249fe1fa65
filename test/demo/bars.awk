# Adds two bars to psql's aligned table: of its third and of its fifth column, in percent.
# Variables: bar_of_blocks is 1 where the terminal shows block characters.

BEGIN {
    width = 10
    split("▏ ▎ ▍ ▌ ▋ ▊ ▉", part, " ")
}

{ line[NR] = $0 }

END {
    # Rows come after the header and its rule.
    for (i = 3; i <= NR; i++) {
        gsub(/│/, "|", line[i])
        split(line[i], cell, "|")
        if (cell[3] + 0 > most) most = cell[3] + 0
        if (cell[5] + 0 > most) most = cell[5] + 0
    }
    for (i = 1; i <= NR; i++) {
        if (i < 3 || line[i] == "") { print line[i]; continue }
        shown = line[i]
        split(line[i], cell, "|")
        if (bar_of_blocks) gsub(/\|/, "│", shown)
        first = bar(cell[3])
        printf "%s  %s%*s%s\n", shown, first, width + 2 - cells, "", bar(cell[5])
    }
}

# Sets cells, the width of what it returns.
function bar(share,    length_, text, rest) {
    text = ""; cells = 0
    if (most <= 0 || share + 0 <= 0) return text
    length_ = share / most * width
    while (cells + 1 <= length_) { text = text (bar_of_blocks ? "█" : "#"); cells++ }
    rest = int((length_ - cells) * 8)
    if (bar_of_blocks && rest > 0) { text = text part[rest]; cells++ }
    else if (cells == 0) { text = (bar_of_blocks ? "▏" : "."); cells++ }
    return text
}
