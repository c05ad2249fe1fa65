# The header of a CSV: its delimiter on the first line, then a column name a line.
# Ends with status 1 where a quote is left open.

{
    best = ","; most = 0
    count = split(", ; \\t |", candidates, " ")
    for (i = 1; i <= count; i++) {
        if (candidates[i] == "\\t") candidates[i] = "\t"
        n = outside_quotes($0, candidates[i])
        if (n > most) { most = n; best = candidates[i] }
    }
    print best
    name = ""; quoted = 0
    for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (c == "\"") {
            if (quoted && substr($0, i + 1, 1) == "\"") { name = name c; i++ }
            else quoted = !quoted
        } else if (c == best && !quoted) { print name; name = "" }
        else name = name c
    }
    print name
    exit quoted
}

function outside_quotes(line, delimiter,    i, c, quoted, n) {
    n = 0; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == delimiter && !quoted) n++
    }
    return n
}
