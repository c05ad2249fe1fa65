#include "portfolio/svg_chart_text.h"

#include <stdio.h>
#include <string.h>

#include "core/tick.h"
#include "portfolio/svg_text.h"

#define TICK_EVERY 0xfff
#define SURROGATES 0x10000

static const char *const kinds[CRM_CHART_KINDS] = {"bcg", "grid"};

static void
print_name(crm_svg *out, const char *name, size_t len)
{
	const char *end = name + len;

	crm_svg_append(out, "\"", 1);
	while (name < end)
	{
		const char *begin = name;
		unsigned	c = crm_next_char(&name, end);
		char		escaped[16];

		if (c == '"' || c == '\\')
			crm_svg_append(out, "\\", 1);
		if (c < 0x80)
			crm_svg_append(out, begin, 1);
		else if (c < SURROGATES)
			crm_svg_append(out, escaped, (size_t) snprintf(escaped, sizeof(escaped), "\\u%04x", c));
		else
			crm_svg_append(out, escaped, (size_t) snprintf(escaped, sizeof(escaped), "\\u%04x\\u%04x",
														   0xD800 + ((c - SURROGATES) >> 10), 0xDC00 + ((c - SURROGATES) & 0x3FF)));
	}
	crm_svg_append(out, "\"", 1);
}

static void
print_number(crm_svg *out, double value)
{
	char		text[CRM_NUMBER_TEXT];

	crm_svg_append(out, text, (size_t) (crm_print_number(text, value) - text));
}

void
crm_chart_print(crm_svg *out, const uint8_t *bytes, size_t len)
{
	const uint8_t *end = bytes + len;
	crm_chart	chart;
	crm_bubble	bubble;
	const uint8_t *p = crm_get_chart_head(bytes, end, &chart);
	size_t		n = 0;

	crm_svg_put(out, "{\"chart\": \"$\", \"cuts\": [", kinds[chart.kind]);
	print_number(out, chart.cut[0]);
	crm_svg_put(out, ", ");
	print_number(out, chart.cut[1]);
	crm_svg_put(out, "], \"title\": ");
	print_name(out, chart.title, chart.title_len);
	crm_svg_put(out, ", \"bubbles\": [");
	while (p < end && (p = crm_get_bubble(p, end, &bubble)) != NULL)
	{
		char		sales[CRM_MONEY_TEXT];

		crm_svg_put(out, n > 0 ? ", [" : "[");
		print_name(out, bubble.name, bubble.len);
		crm_svg_put(out, ", ");
		print_number(out, bubble.y);
		crm_svg_put(out, ", ");
		print_number(out, bubble.x);
		*crm_money_print(sales, bubble.sales) = '\0';
		crm_svg_put(out, ", $]", sales);
		if ((++n & TICK_EVERY) == 0)
			crm_tick();
	}
	crm_svg_append(out, "]}", 3);
}

/* Four hexadecimal digits */
static bool
read_unit(const char **p, const char *end, uint32_t *unit)
{
	*unit = 0;
	if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
		return false;
	for (int i = 2; i < 6; i++)
	{
		char		c = (*p)[i];
		int			digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
			c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (digit < 0)
			return false;
		*unit = *unit << 4 | (uint32_t) digit;
	}
	*p += 6;
	return true;
}

static bool
read_escape(const char **p, const char *end, uint32_t *c)
{
	uint32_t	low;

	if (end - *p >= 2 && ((*p)[1] == '"' || (*p)[1] == '\\' || (*p)[1] == '/'))
	{
		*c = (unsigned char) (*p)[1];
		*p += 2;
		return true;
	}
	if (!read_unit(p, end, c))
		return false;
	if (*c < 0xD800 || *c > 0xDFFF)
		return true;
	if (*c > 0xDBFF || !read_unit(p, end, &low) || low < 0xDC00 || low > 0xDFFF)
		return false;
	*c = SURROGATES + ((*c - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

/* A string, its escapes undone in memory of its own: they are longer than what they stand for. */
static bool
scan_name(crm_scan *s, const char **name, size_t *len, crm_alloc alloc)
{
	const char *p;
	size_t		n;
	char	   *out;

	if (!crm_scan_string(s, &p, &n, "a string"))
		return false;
	*name = out = alloc(n + 1);
	s->expected = "ASCII, with no escape but \\\", \\\\, \\/ and \\uXXXX";
	for (const char *end = p + n; p < end;)
	{
		uint32_t	c = (unsigned char) *p;
		bool		read = c == '\\' ? read_escape(&p, end, &c) : (signed char) *p++ > 0;

		if (!read)
		{
			s->p = p;
			return false;
		}
		out = crm_put_char(out, c);
	}
	*len = (size_t) (out - *name);
	return true;
}

static bool
scan_money(crm_scan *s, crm_money *money)
{
	size_t		len;

	s->p += strspn(s->p, " \t\r\n");
	len = strspn(s->p, "-+.0123456789eE");
	s->expected = "an amount of at most 36 digits, 20 of them decimals";
	if (crm_money_parse(s->p, len, CRM_EXCESS_ERROR, money) != CRM_MONEY_OK)
		return false;
	s->p += len;
	return true;
}

static bool
scan_bubble(crm_scan *s, crm_bubble *bubble, crm_alloc alloc)
{
	return crm_scan_char(s, '[', "an opening bracket") &&
		scan_name(s, &bubble->name, &bubble->len, alloc) &&
		crm_scan_char(s, ',', "a comma") && crm_scan_number(s, &bubble->y) &&
		crm_scan_char(s, ',', "a comma") && crm_scan_number(s, &bubble->x) &&
		crm_scan_char(s, ',', "a comma") && scan_money(s, &bubble->sales) &&
		crm_scan_char(s, ']', "a closing bracket");
}

static bool
scan_head(crm_scan *s, crm_chart *chart, crm_alloc alloc)
{
	static const char *const keys[] = {"chart", "cuts", "title", "bubbles"};
	int			kind,
				cuts;

	if (!crm_scan_char(s, '{', "an opening brace") || crm_scan_key(s, &keys[0], 1, "\"chart\"") < 0 ||
		(kind = crm_scan_name(s, kinds, CRM_CHART_KINDS, "\"bcg\" or \"grid\"")) < 0)
		return false;
	chart->kind = (crm_chart_kind) kind;
	if (!crm_scan_char(s, ',', "a comma") || crm_scan_key(s, &keys[1], 1, "\"cuts\"") < 0 ||
		!crm_scan_numbers(s, chart->cut, 2, &cuts, "two cuts"))
		return false;
	s->expected = "two cuts";
	return cuts == 2 && crm_scan_char(s, ',', "a comma") && crm_scan_key(s, &keys[2], 1, "\"title\"") >= 0 &&
		scan_name(s, &chart->title, &chart->title_len, alloc) &&
		crm_scan_char(s, ',', "a comma") && crm_scan_key(s, &keys[3], 1, "\"bubbles\"") >= 0 &&
		crm_scan_char(s, '[', "an opening bracket");
}

bool
crm_chart_scan(crm_scan *s, crm_svg *bytes, crm_alloc alloc)
{
	crm_chart	chart = {0};
	crm_bubble	bubble;
	uint8_t    *piece;
	size_t		n = 0;

	if (!scan_head(s, &chart, alloc))
		return false;
	piece = alloc(CRM_CHART_HEAD(chart.title_len));
	crm_svg_append(bytes, (char *) piece, (size_t) (crm_put_chart_head(piece, &chart) - piece));
	if (crm_scan_next_is(s, ']'))
		return crm_scan_char(s, '}', "a closing brace") && crm_scan_end(s);
	do
	{
		if (!scan_bubble(s, &bubble, alloc))
			return false;
		piece = alloc(CRM_CHART_BUBBLE(bubble.len));
		crm_svg_append(bytes, (char *) piece, (size_t) (crm_put_bubble(piece, &bubble) - piece));
		if ((++n & TICK_EVERY) == 0)
			crm_tick();
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket") && crm_scan_char(s, '}', "a closing brace") && crm_scan_end(s);
}
