/* sources: src/clv/base.c src/clv/base_read.c src/clv/base_check.c src/clv/base_sort.c src/clv/base_text.c src/core/number.c src/core/varint.c src/core/day.c */
/*
 * Any bytes as a stored customer base, and as its text: they are refused, or what is read is
 * written as those very bytes, and as a text that is read as the same base.
 */
#include <stdlib.h>
#include <string.h>

#include "clv/base_sort.h"
#include "clv/base_text.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static crm_base
alloc_lists(crm_base base)
{
	base.rows = malloc(base.n_rows * sizeof(crm_base_row) + 1);
	base.spends = malloc(base.n_spends * sizeof(crm_base_spend) + 1);
	base.days = malloc(base.n_days * sizeof(crm_base_day) + 1);
	return base;
}

static void
free_lists(crm_base *base)
{
	free(base->rows);
	free(base->spends);
	free(base->days);
}

static bool
read_bytes(const uint8_t *bytes, size_t len, crm_base *base)
{
	crm_base_reader r;

	if (crm_base_open(&r, bytes, len) != CRM_BASE_OK)
		return false;
	*base = alloc_lists(r.head);
	if (crm_base_decode(&r, base) && crm_base_is_canonical(&r, base) && crm_base_fault(base) == NULL)
		return true;
	free_lists(base);
	return false;
}

static bool
read_text(const char *text, crm_base *base)
{
	size_t		bound = crm_base_text_bound(text);
	crm_scan	s = crm_scan_text(text);
	void	   *scratch = malloc(bound * sizeof(crm_base_row) + 1);
	bool		parsed;

	*base = alloc_lists((crm_base) {.n_rows = bound, .n_spends = bound, .n_days = bound});
	base->n_rows = base->n_spends = base->n_days = 0;
	parsed = crm_base_parse(&s, base);
	if (s.p < text || s.p > text + strlen(text) || s.expected == NULL || base->n_rows > bound ||
		base->n_spends > bound || base->n_days > bound)
		abort();
	if (parsed)
	{
		base->n_rows = crm_base_tidy_rows(base->rows, scratch, base->n_rows);
		base->n_spends = crm_base_tidy_spends(base->spends, scratch, base->n_spends);
		base->n_days = crm_base_tidy_days(base->days, scratch, base->n_days);
	}
	free(scratch);
	if (parsed && crm_base_fault(base) == NULL)
		return true;
	free_lists(base);
	return false;
}

static uint8_t *
write_bytes(const crm_base *base, size_t *len)
{
	uint8_t    *bytes = malloc(crm_base_bound(base));

	*len = crm_base_encode(base, bytes);
	if (*len > crm_base_bound(base))
		abort();
	return bytes;
}

static char *
write_text(const crm_base *base)
{
	char	   *text = malloc((base->n_rows + base->n_spends + base->n_days + 1) * CRM_BASE_PIECE + 1),
			   *p = text,
			   *end;

	for (size_t place = 0; (end = crm_base_print(p, base, place)) != NULL; place++)
		p = end;
	*p = '\0';
	return text;
}

/* A valid base goes through bytes and text as it is. */
static void
check(const crm_base *base, const uint8_t *bytes, size_t len)
{
	char	   *text = write_text(base);
	crm_base	again;
	uint8_t    *bytes_again;
	size_t		len_again;

	if (!read_text(text, &again))
		abort();
	bytes_again = write_bytes(&again, &len_again);
	if (len_again != len || memcmp(bytes_again, bytes, len) != 0)
		abort();
	free(bytes_again);
	free_lists(&again);
	if (!read_bytes(bytes, len, &again))
		abort();
	free_lists(&again);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	crm_base	base;
	uint8_t    *bytes;
	size_t		len;

	memcpy(text, data, size);
	text[size] = '\0';
	if (read_bytes(data, size, &base))
	{
		bytes = write_bytes(&base, &len);
		if (len != size || memcmp(bytes, data, size) != 0)
			abort();
		check(&base, bytes, len);
		free(bytes);
		free_lists(&base);
	}
	if (read_text(text, &base))
	{
		bytes = write_bytes(&base, &len);
		check(&base, bytes, len);
		free(bytes);
		free_lists(&base);
	}
	free(text);
	return 0;
}
