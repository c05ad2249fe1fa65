/* sources: src/core/number.c src/core/money.c */
/*
 * Any text as a number: the scanner stays inside of it, what it reads is finite and is printed as
 * a text that is read the same; and so for amounts.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/money.h"
#include "core/number.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_number(double value)
{
	char		text[CRM_NUMBER_TEXT];
	crm_scan	s;
	double		again;

	*crm_print_number(text, value) = '\0';
	s = crm_scan_text(text);
	if (!isfinite(value) || !crm_scan_number(&s, &again) || !crm_scan_end(&s) || memcmp(&again, &value, sizeof(value)) != 0)
		abort();
}

static void
check_money(const char *text, size_t len, crm_money_excess excess)
{
	crm_money	m,
				again;
	char		out[CRM_MONEY_TEXT];

	if (crm_money_parse(text, len, excess, &m) != CRM_MONEY_OK)
		return;
	if (!crm_money_in_range(m.units) || m.scale < 0 || m.scale > CRM_MONEY_MAX_SCALE ||
		crm_money_parse(out, (size_t) (crm_money_print(out, m) - out), CRM_EXCESS_ERROR, &again) != CRM_MONEY_OK ||
		again.units != m.units || again.scale != m.scale)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const name[] = {"parameters", "vip", "r"};
	char	   *text = malloc(size + 1);
	crm_scan	s;
	double		values[8],
				value;
	int			n;

	memcpy(text, data, size);
	text[size] = '\0';

	s = crm_scan_text(text);
	if (crm_scan_number(&s, &value))
		check_number(value);
	s = crm_scan_text(text);
	crm_scan_key(&s, name, 3, "a key");
	if (crm_scan_numbers(&s, values, 8, &n, "at most 8"))
		for (int i = 0; i < n; i++)
			check_number(values[i]);
	if (s.p < text || s.p > text + strlen(text))
		abort();
	s = crm_scan_text(text);
	crm_scan_skip(&s);
	if (s.p < text || s.p > text + strlen(text))
		abort();
	check_money(text, size, CRM_EXCESS_ERROR);
	check_money(text, size, CRM_EXCESS_ROUND);
	free(text);
	return 0;
}
