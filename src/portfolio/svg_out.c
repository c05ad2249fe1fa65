#include "portfolio/svg_out.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/tick.h"
#include "portfolio/svg_text.h"

#define TICK_EVERY 0xffff

void
crm_svg_append(crm_svg *svg, const char *bytes, size_t len)
{
	if (svg->room - svg->len < len)
		svg->data = svg->grow(svg->data, svg->len + len, &svg->room);
	memcpy(svg->data + svg->len, bytes, len);
	svg->len += len;
}

static void
append_tenths(crm_svg *svg, int tenths)
{
	char		text[16];
	int			size = tenths < 0 ? -tenths : tenths;
	int			len = snprintf(text, sizeof(text), "%s%d.%d", tenths < 0 ? "-" : "", size / 10, size % 10);

	crm_svg_append(svg, text, (size_t) (size % 10 ? len : len - 2));
}

void
crm_svg_put(crm_svg *svg, const char *pattern, ...)
{
	va_list		args;

	va_start(args, pattern);
	while (*pattern != '\0')
	{
		size_t		plain = strcspn(pattern, "@$");

		crm_svg_append(svg, pattern, plain);
		pattern += plain;
		if (*pattern == '@')
			append_tenths(svg, va_arg(args, int));
		else if (*pattern == '$')
		{
			const char *string = va_arg(args, const char *);

			crm_svg_append(svg, string, strlen(string));
		}
		pattern += *pattern != '\0';
	}
	va_end(args);
}

static const char *
entity(char c)
{
	switch (c)
	{
		case '&':
			return "&amp;";
		case '<':
			return "&lt;";
		case '>':
			return "&gt;";
		case '"':
			return "&quot;";
		case '\'':
			return "&#39;";
	}
	return NULL;
}

void
crm_svg_text(crm_svg *svg, const char *name, size_t len)
{
	const char *end = name + len;
	size_t		n = 0;

	while (name < end)
	{
		const char *begin = name;
		unsigned	c = crm_next_char(&name, end);
		char		reference[16];

		if (c >= 0x80)
			crm_svg_append(svg, reference, (size_t) snprintf(reference, sizeof(reference), "&#%u;", c));
		else if (entity((char) c))
			crm_svg_append(svg, entity((char) c), strlen(entity((char) c)));
		else
			crm_svg_append(svg, begin, 1);
		if ((++n & TICK_EVERY) == 0)
			crm_tick();
	}
}
