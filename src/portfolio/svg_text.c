#include "portfolio/svg_text.h"

#define REPLACEMENT 0xFFFD
#define NO_CHARACTER UINT32_MAX
#define JOINER 0x200D
#define ELLIPSIS_WIDTH 1000

typedef struct range
{
	uint32_t	first,
				last;
} range;

static bool
in_ranges(uint32_t c, const range *ranges, int n)
{
	int			low = 0,
				high = n;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && c >= ranges[low].first;
}

#define IN(c, ranges) in_ranges(c, ranges, (int) (sizeof(ranges) / sizeof(range)))

/* Drawn over the character before, or not at all. */
static const range no_width[] = {
	{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05C7}, {0x0610, 0x061A},
	{0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x0711, 0x0711}, {0x0730, 0x074A},
	{0x07A6, 0x07B0}, {0x07EB, 0x07F3}, {0x0816, 0x082D}, {0x08D3, 0x0902}, {0x093A, 0x093A},
	{0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0951, 0x0957}, {0x0E31, 0x0E31},
	{0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
	{0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x302A, 0x302F}, {0x3099, 0x309A}, {0xFE00, 0xFE0F},
	{0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF}
};

/* As wide as high. */
static const range full_width[] = {
	{0x1100, 0x115F}, {0x2014, 0x2014}, {0x2026, 0x2026}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},
	{0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0xFFFD, 0xFFFD},
	{0x1F000, 0x1FAFF}, {0x20000, 0x3FFFF}
};

static const range right_to_left[] = {
	{0x0590, 0x08FF}, {0x200F, 0x200F}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}
};

/* Digits and signs, which take the direction of what is around them. */
static const range undirected[] = {
	{0x0000, 0x0040}, {0x005B, 0x0060}, {0x007B, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9},
	{0x00BB, 0x00BF}, {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x0300, 0x036F}, {0x0660, 0x0669},
	{0x06F0, 0x06F9}, {0x2000, 0x200D}, {0x2010, 0x2070}, {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0xFE00, 0xFE0F},
	{0x1F000, 0x1FAFF}
};

/* Thousandths of an em, from the space to the tilde. */
static const short ascii_width[] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
};

static int
char_width(uint32_t c)
{
	if (c < 0x20)
		return 0;
	if (c < 0x7F)
		return ascii_width[c - 0x20];
	if (IN(c, no_width))
		return 0;
	return IN(c, full_width) ? 1000 : 600;
}

/* The character of untrusted bytes, or NO_CHARACTER; moves past it, or past one byte. */
static uint32_t
read_char(const unsigned char **p, const unsigned char *end)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead = *(*p)++;
	int			length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
	uint32_t	c = length > 1 ? lead & (0x7F >> length) : lead;

	if (length == 0 || end - *p < length - 1)
		return NO_CHARACTER;
	for (int i = 0; i < length - 1; i++)
	{
		if (((*p)[i] & 0xC0) != 0x80)
			return NO_CHARACTER;
		c = c << 6 | ((*p)[i] & 0x3F);
	}
	if (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return NO_CHARACTER;
	*p += length - 1;
	return c;
}

uint32_t
crm_next_char(const char **p, const char *end)
{
	const unsigned char *at = (const unsigned char *) *p;
	uint32_t	c = read_char(&at, (const unsigned char *) end);

	*p = (const char *) at;
	return c;
}

char *
crm_put_char(char *out, uint32_t c)
{
	if (c < 0x80)
		*out++ = (char) c;
	else
	{
		int			shift = c < 0x800 ? 6 : c < 0x10000 ? 12 : 18;

		*out++ = (char) ((shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0) | c >> shift);
		while ((shift -= 6) >= 0)
			*out++ = (char) (0x80 | (c >> shift & 0x3F));
	}
	return out;
}

/* Text around a name would be reordered by these, and by their absence. */
static bool
reorders(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static uint32_t
clean_char(uint32_t c)
{
	if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
		return ' ';
	if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c > 0x10FFFF)
		return REPLACEMENT;
	return c;
}

size_t
crm_clean_name(const char *name, size_t len, char *out)
{
	const unsigned char *p = (const unsigned char *) name;
	const unsigned char *end = p + len;
	char	   *begin = out;

	while (p < end)
	{
		uint32_t	c = read_char(&p, end);

		if (!reorders(c))
			out = crm_put_char(out, clean_char(c));
	}
	return (size_t) (out - begin);
}

/* In units of 10^-3 of what size is in. */
static int64_t
exact_width(const char *name, size_t len, int size)
{
	const char *end = name + len;
	int64_t		width = 0;

	while (name < end)
		width += char_width(crm_next_char(&name, end));
	return width * size;
}

int
crm_text_width(const char *name, size_t len, int size)
{
	int64_t		width = exact_width(name, len, size) / 1000;

	return width > INT32_MAX ? INT32_MAX : (int) width;
}

size_t
crm_text_fit(const char *name, size_t len, int size, int width)
{
	const char *p = name;
	const char *end = name + len;
	const char *fits = name;
	int64_t		room = (int64_t) width * 1000 - (int64_t) ELLIPSIS_WIDTH * size;
	int64_t		used = 0;
	uint32_t	before = 0;

	/* The whole need not be measured to see that it is too long. */
	while (p < end && used <= (int64_t) width * 1000)
	{
		const char *begin = p;
		uint32_t	c = crm_next_char(&p, end);
		int			w = char_width(c);

		if (w > 0 && before != JOINER && before != ' ' && used <= room)
			fits = begin;
		used += (int64_t) w * size;
		before = c;
	}
	return used <= (int64_t) width * 1000 ? len : (size_t) (fits - name);
}

bool
crm_right_to_left(const char *name, size_t len)
{
	const char *end = name + len;

	while (name < end)
	{
		uint32_t	c = crm_next_char(&name, end);

		if (!IN(c, undirected))
			return IN(c, right_to_left);
	}
	return false;
}
