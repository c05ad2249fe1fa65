# The rooms' SQL, in order, as one install script. A line
#   -- @type NAME OPTIONS      becomes the type's declaration and its I/O functions
#   -- @ordered NAME           becomes its comparison operators and operator classes
# from the templates beside this file, where THIS stands for NAME.
BEGIN { print "\\echo Use \"CREATE EXTENSION crm_ext\" to load this file. \\quit" }

function expand(template, name, options,    line) {
    while ((getline line < template) > 0) {
        gsub(/THIS/, name, line)
        sub(/OPTIONS/, options, line)
        print line
    }
    close(template)
}

/^-- @type / {
    options = $0
    sub(/^-- @type [^ ]+ /, "", options)
    expand("src/core/type.sql.in", $3, options)
    next
}
/^-- @ordered / { expand("src/core/ordering.sql.in", $3, ""); next }
{ print }
