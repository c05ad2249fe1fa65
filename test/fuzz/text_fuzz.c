/* sources: src/history/text.c src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
/*
 * Any text as a history: it is refused, or what is read is encoded as a valid history, whose text
 * is read as the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/tick.h"
#include "history/text.h"

void
crm_tick(void)
{
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes of a text, allocated; NULL where it is refused. */
static uint8_t *
read_text(const char *text, size_t *len)
{
	size_t		bound = crm_history_text_bound(text),
				n;
	crm_entry  *entries = malloc(bound * sizeof(crm_entry));
	uint64_t   *order = malloc(bound * sizeof(uint64_t));
	uint8_t    *bytes = malloc(CRM_HISTORY_HEADER + bound * CRM_ENTRY_MAX);
	crm_text_error error;

	if (!crm_history_parse(text, entries, &n, &error))
	{
		if (error.at > strlen(text) || error.what == NULL)
			abort();
		free(bytes);
		bytes = NULL;
	}
	else if (n > bound)
		abort();
	else if (crm_encode(entries, n, order, bytes, len) != CRM_HISTORY_OK)
	{
		free(bytes);
		bytes = NULL;
	}
	free(entries);
	free(order);
	return bytes;
}

static char *
print_text(const uint8_t *bytes, size_t len)
{
	char	   *text = malloc(crm_entries_bound(len) * CRM_ENTRY_TEXT + 3),
			   *p = text;
	crm_reader	r = crm_read_canonical(bytes, len);
	crm_entry	e;

	*p++ = '{';
	for (bool first = true; crm_next_entry(&r, &e); first = false)
		p = crm_entry_print(p, &e, first);
	*p++ = '}';
	*p = '\0';
	return text;
}

static void
check(const uint8_t *bytes, size_t len)
{
	size_t		bound = crm_entries_bound(len);
	crm_entry  *entries = malloc(bound * sizeof(crm_entry));
	uint64_t   *order = malloc(bound * sizeof(uint64_t));
	uint8_t    *copy = malloc(len + CRM_ENTRY_MAX);

	if (crm_validate(bytes, len, entries, order, copy) != CRM_HISTORY_OK)
		abort();
	free(entries);
	free(order);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	size_t		len,
				len_again;
	uint8_t    *bytes;

	memcpy(text, data, size);
	text[size] = '\0';
	bytes = read_text(text, &len);
	free(text);
	if (bytes != NULL)
	{
		uint8_t    *again;

		check(bytes, len);
		text = print_text(bytes, len);
		again = read_text(text, &len_again);
		if (again == NULL || len_again != len || memcmp(again, bytes, len) != 0)
			abort();
		free(again);
		free(text);
		free(bytes);
	}
	return 0;
}
