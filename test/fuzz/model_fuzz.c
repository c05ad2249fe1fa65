/* sources: src/clv/model.c src/clv/model_bytes.c src/clv/model_text.c src/clv/model_print.c src/core/number.c */
/*
 * Any text and any bytes as a model: it is refused, with a reason, or it is valid and its bytes and
 * its text are read as the same model.
 */
#include <stdlib.h>
#include <string.h>

#include "clv/model_text.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_refusal(const crm_model_error *e, const char *text, size_t size)
{
	if (e->status == CRM_MODEL_OK || e->status > CRM_MODEL_VERSION || e->what[0] == '\0' ||
		strlen(e->what) == sizeof(e->what) - 1 || strlen(e->hint) == sizeof(e->hint) - 1 ||
		(e->status == CRM_MODEL_SYNTAX && e->at > size) ||
		(e->status == CRM_MODEL_UNKNOWN && (e->word < text || e->word + e->word_len > text + size)))
		abort();
}

static void
check_model(const crm_model *m)
{
	uint8_t		bytes[CRM_MODEL_BYTES],
				again[CRM_MODEL_BYTES];
	char		text[CRM_MODEL_TEXT];
	size_t		len = crm_model_encode(m, bytes);
	crm_model	read;
	crm_model_error e;

	if (!crm_model_valid(m, &e) || !crm_model_receive(bytes, len, &read, &e))
		abort();
	crm_model_print(text, m);
	if (!crm_model_parse(text, &read, &e) || crm_model_encode(&read, again) != len || memcmp(bytes, again, len) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	crm_model	m;
	crm_model_error e;

	memcpy(text, data, size);
	text[size] = '\0';
	if (crm_model_parse(text, &m, &e))
		check_model(&m);
	else
		check_refusal(&e, text, size);
	free(text);
	if (crm_model_receive(data, size, &m, &e))
	{
		uint8_t		same[CRM_MODEL_BYTES];

		if (crm_model_encode(&m, same) != size || memcmp(same, data, size) != 0)
			abort();
		check_model(&m);
	}
	else
		check_refusal(&e, NULL, 0);
	return 0;
}
