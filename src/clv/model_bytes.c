#include "clv/model.h"

#include <string.h>

#define VERSION 1

static uint8_t *
put(uint8_t *out, uint64_t bits, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*out++ = (uint8_t) (bits >> (8 * i));
	return out;
}

static uint8_t *
put_double(uint8_t *out, double value)
{
	uint64_t	bits;

	value += 0.0;				/* -0 is 0 */
	memcpy(&bits, &value, sizeof(bits));
	return put(out, bits, 8);
}

/* Compilers make one instruction of it: every scalar function of a model decodes it for each row. */
static uint32_t
get32(const uint8_t **in)
{
	const uint8_t *p = *in;

	*in += 4;
	return (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16 | (uint32_t) p[2] << 8 | p[3];
}

static uint64_t
get64(const uint8_t **in)
{
	uint64_t	high = get32(in);

	return high << 32 | get32(in);
}

static double
get_double(const uint8_t **in)
{
	uint64_t	bits = get64(in);
	double		value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static size_t
size_of(crm_model_kind kind, bool fitted, bool covariance)
{
	size_t		k = (size_t) crm_model_sizes[kind];

	return 4 + 8 * (1 + k) + (fitted ? 4 * 8 + 4 : 0) + (covariance ? 8 * k * (k + 1) / 2 : 0);
}

size_t
crm_model_encode(const crm_model *m, uint8_t *out)
{
	uint8_t    *p = out;
	int			k = crm_model_sizes[m->kind];

	*p++ = VERSION;
	*p++ = (uint8_t) m->kind;
	*p++ = (uint8_t) (m->fitted + (m->fitted && m->has_covariance));
	*p++ = m->fitted ? (uint8_t) m->flags : 0;
	p = put_double(p, m->unit_days);
	for (int i = 0; i < k; i++)
		p = put_double(p, m->parameter[i]);
	if (!m->fitted)
		return (size_t) (p - out);
	p = put_double(p, m->log_likelihood);
	p = put(p, (uint64_t) m->customers, 8);
	p = put_double(p, m->gradient_norm);
	p = put_double(p, m->condition_number);
	p = put(p, (uint64_t) m->iterations, 4);
	for (int i = 0; m->has_covariance && i < k; i++)
		for (int j = i; j < k; j++)
			p = put_double(p, m->covariance[i][j]);
	return (size_t) (p - out);
}

crm_model_status
crm_model_decode(const uint8_t *bytes, size_t len, crm_model *m)
{
	const uint8_t *p;
	int			k;

	memset(m, 0, sizeof(*m));
	if (len > 0 && bytes[0] != VERSION)
		return CRM_MODEL_VERSION;
	if (len < 4 || bytes[1] >= CRM_MODEL_KINDS || bytes[2] > 2)
		return CRM_MODEL_MALFORMED;
	m->kind = (crm_model_kind) bytes[1];
	m->fitted = bytes[2] > 0;
	m->has_covariance = bytes[2] > 1;
	m->flags = bytes[3];
	if (len != size_of(m->kind, m->fitted, m->has_covariance))
		return CRM_MODEL_MALFORMED;
	k = crm_model_sizes[m->kind];
	p = bytes + 4;
	m->unit_days = get_double(&p);
	for (int i = 0; i < k; i++)
		m->parameter[i] = get_double(&p);
	if (!m->fitted)
		return CRM_MODEL_OK;
	m->log_likelihood = get_double(&p);
	m->customers = (int64_t) get64(&p);
	m->gradient_norm = get_double(&p);
	m->condition_number = get_double(&p);
	m->iterations = (int32_t) get32(&p);
	for (int i = 0; m->has_covariance && i < k; i++)
		for (int j = i; j < k; j++)
			m->covariance[i][j] = m->covariance[j][i] = get_double(&p);
	return CRM_MODEL_OK;
}

bool
crm_model_receive(const uint8_t *bytes, size_t len, crm_model *m, crm_model_error *e)
{
	uint8_t		again[CRM_MODEL_BYTES];

	switch (crm_model_decode(bytes, len, m))
	{
		case CRM_MODEL_OK:
			break;
		case CRM_MODEL_VERSION:
			return crm_model_refuse(e, CRM_MODEL_VERSION, "its version is not %d, which this release reads", VERSION);
		default:
			return crm_model_refuse(e, CRM_MODEL_MALFORMED, "the bytes are not those that a model is stored in");
	}
	if (!crm_model_valid(m, e))
		return false;
	/* One way to write a model: -0, and flags without a fit, are others. */
	if (crm_model_encode(m, again) != len || memcmp(bytes, again, len) != 0)
		return crm_model_refuse(e, CRM_MODEL_MALFORMED, "the bytes are not those that a model is stored in");
	return true;
}
