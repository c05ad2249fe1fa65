# shellcheck shell=bash
# Loads the orders of a CSV file into the table orders. Sourced by the demo, after cluster.sh.

# One value, or nothing
ask() { as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$1"; }

# The text of a file with Unix line ends, no byte order mark and no blank lines at the end, all of
# which spreadsheets add; unpacked, where it is packed.
readable() {
    local reader=(cat)
    [[ $1 != *.gz ]] || reader=(gzip -dc)
    "${reader[@]}" <"$1" | LC_ALL=C sed -e '1s/^\xEF\xBB\xBF//' -e 's/\r$//' |
        LC_ALL=C awk '/^[ \t]*$/ { held = held $0 "\n"; next } { printf "%s%s\n", held, $0; held = "" }'
}

# read_header FILE: sets DELIMITER and COLUMN_NAMES. Needs no server yet, so mistakes show at once.
read_header() {
    local header parsed
    [[ $(head -c 2 "$1" | od -An -tx1) != *@(ff fe|fe ff)* ]] ||
        die "$ORDERS is UTF-16" 'Save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8'
    # The reader meets a closed pipe, which is no failure.
    header=$({ readable "$1" 2>/dev/null || true; } | head -n 1)
    [ -n "$header" ] || die "$ORDERS is empty"
    parsed=$(awk -f "$CRM_ROOT/test/demo/header.awk" <<<"$header") || die "the header of $ORDERS leaves a quote open"
    mapfile -t COLUMN_NAMES <<<"$parsed"
    DELIMITER=${COLUMN_NAMES[0]}
    COLUMN_NAMES=("${COLUMN_NAMES[@]:1}")
}

# find_columns: sets COLUMNS_FOUND, the places of CUSTOMER, DATE and AMOUNT
find_columns() {
    local role place
    COLUMNS_FOUND=()
    for role in CUSTOMER DATE AMOUNT; do
        place=$(column_number "${!role}")
        [ -n "$place" ] || die "$ORDERS has no column '${!role}'" \
            "It has: $(printf '%s, ' "${COLUMN_NAMES[@]}" | sed 's/, $//')" \
            'Name yours: make demo ORDERS=file.csv CUSTOMER=column DATE=column AMOUNT=column'
        COLUMNS_FOUND+=("c$place")
    done
}

# column_number NAME: its place among COLUMN_NAMES, letter case and blanks around it aside where
# none is just the same
column_number() {
    local i wanted=${1,,}
    for i in "${!COLUMN_NAMES[@]}"; do
        [ "${COLUMN_NAMES[i]}" != "$1" ] || { echo $((i + 1)); return; }
    done
    for i in "${!COLUMN_NAMES[@]}"; do
        [ "$(trim "${COLUMN_NAMES[i],,}")" != "$wanted" ] || { echo $((i + 1)); return; }
    done
}

trim() {
    local text=${1#"${1%%[! ]*}"}
    echo "${text%"${text##*[! ]}"}"
}

# A blank line as a line of blank cells, which keeps the count of lines; not within quotes.
fill_blank_lines() {
    LC_ALL=C awk -v blank="$(printf "%$((${#COLUMN_NAMES[@]} - 1))s" '' | tr ' ' "$DELIMITER")" '
        /^[ \t]*$/ && !quoted { print blank; next }
        /"/ { quoted = (quoted + gsub(/"/, "&")) % 2 }
        { print }'
}

# The first line of a file that psql wrote its errors to, without the names of temporary files
psql_error() { sed -E -n '/ERROR: /{ s/^.*ERROR: +//p; q; }' "$1"; }

# Makes the empty table cells, with a column c1, c2 ... for each of the header's, and fills it.
copy_cells() {
    local file=$1 encoding=UTF8 columns
    iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || encoding=LATIN1
    [ $encoding = UTF8 ] || LOAD_NOTES+=('The file is not UTF-8 and was read as Latin-1.')
    columns=$(seq -f 'c%.0f' -s ', ' "${#COLUMN_NAMES[@]}")
    ask "CREATE TABLE cells (line bigint GENERATED ALWAYS AS IDENTITY, ${columns//,/ text,} text)"
    interruptible ask "COPY cells ($columns) FROM STDIN (FORMAT csv, HEADER, NULL '', DELIMITER E'$DELIMITER', ENCODING '$encoding')" \
        <"$file" 2>"$CRM_WORK/copy.err" ||
        die "$ORDERS is no CSV of ${#COLUMN_NAMES[@]} columns throughout" \
            "$(sed -E 's/^ERROR: +//; s/^CONTEXT: +COPY cells, //' "$CRM_WORK/copy.err" | cut -c 1-160)"
}

# load_orders FILE, after read_header and find_columns. Sets LOAD_NOTES, what the user should know.
load_orders() {
    local file=$CRM_WORK/orders.csv decimal_comma=off
    LOAD_NOTES=()
    readable "$1" | fill_blank_lines >"$file" || die "$ORDERS can't be unpacked"
    copy_cells "$file"
    [ "$(ask 'SELECT EXISTS (SELECT FROM cells)')" = t ] || die "$ORDERS has a header, but no orders"
    # Where semicolons separate, it is because commas are in use. Amounts that tell come first.
    [ "$DELIMITER" != ';' ] || decimal_comma=on
    interruptible as_user psql -X -q -v decimal_comma=$decimal_comma -v customer="${COLUMNS_FOUND[0]}" \
        -v date="${COLUMNS_FOUND[1]}" -v amount="${COLUMNS_FOUND[2]}" \
        -f - <"$CRM_ROOT/test/demo/load.sql" >/dev/null 2>"$CRM_WORK/load.err" || report_unreadable
    load_notes
    [ "$(ask 'SELECT EXISTS (SELECT FROM orders)')" = t ] ||
        die "$ORDERS has no row with customer, date and amount" "${LOAD_NOTES[@]}"
}

report_unreadable() {
    local lines note hints=()
    lines=$(ask "SELECT format('line %s: %s \"%s\"', line, kind, left(content, 60)) FROM unreadable ORDER BY line")
    [ -n "$lines" ] || die "$ORDERS can't be loaded" "$(psql_error "$CRM_WORK/load.err")"
    [[ ! $lines =~ date\ \"[0-9]{1,2}[/.-] ]] ||
        hints+=('Dates with the day first: DATESTYLE=DMY; with the month first: DATESTYLE=MDY')
    [[ ! $lines =~ :\ date\ \" ]] || hints+=('Dates are of the years 1 to 9999.')
    [[ ! $lines =~ :\ amount\ \" ]] || hints+=(
        'Amounts: 12.50 or 1,234.50, or with a decimal comma 12,50 or 1.234,50, one way throughout; no currency signs,'
        'and at most 15 digits before the point and 20 after it.')
    note=$(amount_note)
    [[ -z $note || ! $lines =~ :\ amount\ \" ]] || hints+=("$note")
    die "$ORDERS has cells that can't be read; the first:" "$lines" ${hints[@]+"${hints[@]}"}
}

# How amounts were read, where they can be read in two ways; or nothing
amount_note() {
    ask "
        SELECT CASE
            WHEN NOT decided THEN
                format('Amounts such as %s were read as %s, with a decimal %s: none tells, but the columns'' separator implies it.',
                       amount, value, CASE WHEN decimal_comma THEN 'comma' ELSE 'point' END)
            WHEN decimal_comma THEN format('Amounts such as %s were read with a decimal comma.', amount)
            ELSE format('Amounts such as %s were read with commas between thousands.', amount) END
        FROM amount_format, usable
        WHERE amount ~ (SELECT CASE WHEN decided AND NOT decimal_comma THEN ',' ELSE '[.,]' END FROM amount_format)
          AND value IS NOT NULL
        ORDER BY amount ~ ',' DESC, line LIMIT 1"
}

load_notes() {
    local note
    while IFS= read -r note; do
        LOAD_NOTES+=("$note")
    done < <(ask "
        SELECT format('Skipped for a blank %s: %s %s.', what, n, CASE n WHEN 1 THEN 'row' ELSE 'rows' END)
        FROM (SELECT count(*) FILTER (WHERE blank), count(*) FILTER (WHERE NOT blank AND customer IS NULL),
                     count(*) FILTER (WHERE NOT blank AND day IS NULL), count(*) FILTER (WHERE NOT blank AND amount IS NULL)
              FROM (SELECT *, all_cells ~ '^\(\d+,*\)\$' AS blank FROM cell) AS cell) AS c (l, c, d, a)
        CROSS JOIN LATERAL (VALUES (1, l, 'line'), (2, c.c, 'customer'), (3, d, 'date'), (4, a, 'amount')) AS v (place, n, what)
        WHERE n > 0 ORDER BY place")
    note=$(amount_note)
    [ -z "$note" ] || LOAD_NOTES+=("$note")
    note=''
    [ -n "${DATESTYLE:-}" ] ||
        note=$(ask "SELECT day FROM usable WHERE day ~ '^\d{1,2}[/.-]\d{1,2}[/.-]\d' LIMIT 1")
    [ -z "${note:-}" ] || LOAD_NOTES+=("Dates such as $note were read with the month first; DATESTYLE=DMY reads the day first.")
}
