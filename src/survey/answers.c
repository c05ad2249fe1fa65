#include "survey/answers.h"

#include <string.h>

void
crm_answers_add(crm_answer *at, int *n, int32_t answer, int64_t count)
{
	int			low = 0,
				high = *n;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (at[middle].answer < answer)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < *n && at[low].answer == answer)
	{
		at[low].count += count;
		return;
	}
	memmove(&at[low + 1], &at[low], (size_t) (*n - low) * sizeof(crm_answer));
	at[low] = (crm_answer) {count, answer};
	++*n;
}

int64_t
crm_answers_total(const crm_answers *a)
{
	int64_t		total = 0;

	for (int i = 0; i < a->n; i++)
		total += a->at[i].count;
	return total;
}

size_t
crm_answers_encode(const crm_answers *a, uint8_t *out)
{
	uint8_t    *p = out;

	*p++ = CRM_SURVEY_VERSION;
	for (int i = 0; i < a->n; i++)
	{
		p = crm_put_varint64(p, i == 0 ? crm_zigzag64(a->at[0].answer)
							 : (uint64_t) ((int64_t) a->at[i].answer - a->at[i - 1].answer - 1));
		p = crm_put_varint64(p, (uint64_t) a->at[i].count);
	}
	return (size_t) (p - out);
}

crm_answers_status
crm_answers_decode(const uint8_t *bytes, size_t len, crm_answers *out)
{
	const uint8_t *p = bytes + 1,
			   *end = bytes + len;
	int64_t		answer = 0,
				total = 0;

	out->n = 0;
	if (len == 0)
		return CRM_ANSWERS_MALFORMED;
	if (bytes[0] != CRM_SURVEY_VERSION)
		return CRM_ANSWERS_VERSION_UNKNOWN;
	while (p < end)
	{
		uint64_t	code,
					count;

		if ((p = crm_get_varint64(p, end, &code)) == NULL ||
			(p = crm_get_varint64(p, end, &count)) == NULL)
			return CRM_ANSWERS_MALFORMED;
		if (code > UINT32_MAX || count == 0)
			return CRM_ANSWERS_MALFORMED;
		answer = out->n == 0 ? crm_unzigzag64(code) : answer + 1 + (int64_t) code;
		if (answer != (int32_t) answer)
			return CRM_ANSWERS_MALFORMED;
		if (count > INT64_MAX || __builtin_add_overflow(total, (int64_t) count, &total))
			return CRM_ANSWERS_RANGE;
		if (out->n == CRM_ANSWERS_MAX)
			return CRM_ANSWERS_TOO_MANY;
		out->at[out->n++] = (crm_answer) {(int64_t) count, (int32_t) answer};
	}
	return CRM_ANSWERS_OK;
}

crm_answers_status
crm_answers_validate(const uint8_t *bytes, size_t len, crm_answers *out)
{
	uint8_t		again[CRM_ANSWERS_BYTES];
	crm_answers_status status = crm_answers_decode(bytes, len, out);

	/* A varint can be written with more bytes than it needs. */
	if (status == CRM_ANSWERS_OK &&
		(crm_answers_encode(out, again) != len || memcmp(again, bytes, len) != 0))
		status = CRM_ANSWERS_MALFORMED;
	return status;
}
