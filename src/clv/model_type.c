/*
 * The type crm.model: in, out, receive, send, comparison, casts, and what a
 * model can be asked.
 */
#include "clv/model_type.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "clv/model_text.h"
#include "core/check.h"
#include "core/enums.h"
#include "core/ordering.h"

static struct varlena *
make(const uint8 *bytes, size_t len)
{
	struct varlena *v = palloc(VARHDRSZ + len);

	SET_VARSIZE(v, VARHDRSZ + len);
	memcpy(VARDATA(v), bytes, len);
	return v;
}

struct varlena *
crm_make_model(const crm_model *m)
{
	uint8		bytes[CRM_MODEL_BYTES];
	crm_model_error e;

	if (!crm_model_valid(m, &e))
		elog(ERROR, "invalid model: %s", e.what);
	return make(bytes, crm_model_encode(m, bytes));
}

void
crm_read_model(Datum datum, crm_model *m)
{
	struct varlena *v = crm_detoast(datum);
	crm_model_status status = crm_model_decode((const uint8 *) VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), m);

	crm_release(datum, v);
	if (unlikely(status != CRM_MODEL_OK))
		ereport(ERROR,
				(errcode(status == CRM_MODEL_VERSION ? ERRCODE_FEATURE_NOT_SUPPORTED : ERRCODE_DATA_CORRUPTED),
				 errmsg(status == CRM_MODEL_VERSION ? "unknown version of a model" : "malformed model"),
				 errhint("A model written by a later release needs that release of crm_ext.")));
}

/* NULL where escontext takes the error. */
static struct varlena *
parse(const char *text, Node *escontext)
{
	uint8		bytes[CRM_MODEL_BYTES];
	crm_model	m;
	crm_model_error e;
	int			code = ERRCODE_INVALID_TEXT_REPRESENTATION;

	if (crm_model_parse(text, &m, &e))
		return make(bytes, crm_model_encode(&m, bytes));
	switch (e.status)
	{
		case CRM_MODEL_SYNTAX:
			ereturn(escontext, NULL,
					(errcode(code),
					 errmsg("invalid input syntax for type %s: \"%s\"", "crm.model", crm_excerpt(text)),
					 errdetail("At character %d: expected %s.", pg_mbstrlen_with_len(text, (int) e.at) + 1, e.what),
					 errhint("A model looks like {\"model\": \"sbg\", \"alpha\": 0.7, \"beta\": 1.2}.")));
		case CRM_MODEL_UNKNOWN:
			ereturn(escontext, NULL,
					(errcode(code),
					 errmsg("invalid model: unknown %s \"%s\"", e.what, crm_excerpt(pnstrdup(e.word, e.word_len))),
					 errhint("%s.", e.hint)));
		case CRM_MODEL_RANGE:
			code = ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
			break;
		case CRM_MODEL_CONTRADICTION:
			code = ERRCODE_INVALID_PARAMETER_VALUE;
			break;
		default:
			break;
	}
	ereturn(escontext, NULL,
			(errcode(code), errmsg("invalid model: %s", e.what),
			 e.hint[0] != '\0' ? errhint("%s.", e.hint) : 0));
}

static char *
print(Datum datum)
{
	char	   *text = palloc(CRM_MODEL_TEXT);
	crm_model	m;

	crm_read_model(datum, &m);
	crm_model_print(text, &m);
	return text;
}

CRM_FUNCTION(crm_model_in)
{
	struct varlena *v = parse(PG_GETARG_CSTRING(0), CRM_SOFT_ERRORS(fcinfo));

	if (v == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(v);
}

CRM_FUNCTION(crm_model_out)
{
	PG_RETURN_CSTRING(print(PG_GETARG_DATUM(0)));
}

CRM_FUNCTION(crm_model_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			len = buf->len - buf->cursor;
	const uint8 *bytes = (const uint8 *) pq_getmsgbytes(buf, len);
	crm_model	m;
	crm_model_error e;

	if (!crm_model_receive(bytes, len, &m, &e))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed model: %s", e.what)));
	PG_RETURN_POINTER(make(bytes, len));
}

CRM_FUNCTION(crm_model_send)
{
	struct varlena *v = crm_detoast(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(v), (int) VARSIZE_ANY_EXHDR(v));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_FUNCTION(crm_model_to_jsonb)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(print(PG_GETARG_DATUM(0))));
}

CRM_FUNCTION(crm_model_from_jsonb)
{
	Jsonb	   *json = PG_GETARG_JSONB_P(0);

	PG_RETURN_POINTER(parse(JsonbToCString(NULL, &json->root, (int) VARSIZE(json)), NULL));
}

/* kind(model): declared to return the enum. */
CRM_FUNCTION(crm_model_kind_of)
{
	const crm_enum *labels = crm_result_enum(fcinfo, crm_model_kind_names, CRM_MODEL_KINDS);
	crm_model	m;

	crm_read_model(PG_GETARG_DATUM(0), &m);
	PG_RETURN_OID(labels->label[m.kind]);
}

/* Which parameter an argument names. */
static int
parameter_named(Datum name, const crm_model *m)
{
	const char *const *names = crm_model_parameters[m->kind];
	int			k = crm_model_sizes[m->kind];
	char	   *word = TextDatumGetCString(name);
	StringInfoData list;

	for (int i = 0; i < k; i++)
		if (strcmp(word, names[i]) == 0)
			return i;
	initStringInfo(&list);
	for (int i = 0; i < k; i++)
		appendStringInfo(&list, "%s%s", i ? ", " : "", names[i]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a %s model has no parameter \"%s\"", crm_model_kind_names[m->kind], crm_excerpt(word)),
			 errhint("Its parameters are %s.", list.data)));
}

CRM_FUNCTION(crm_model_param)
{
	crm_model	m;

	crm_read_model(PG_GETARG_DATUM(0), &m);
	PG_RETURN_FLOAT8(m.parameter[parameter_named(PG_GETARG_DATUM(1), &m)]);
}

CRM_FUNCTION(crm_model_std_error)
{
	crm_model	m;
	int			parameter;

	crm_read_model(PG_GETARG_DATUM(0), &m);
	parameter = parameter_named(PG_GETARG_DATUM(1), &m);
	if (!m.has_covariance)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(crm_fit_std_error(&m, parameter));
}

/* Those of a fit; NULL where there is none. */
#define READ_FIT(m) \
	crm_model	m; \
	crm_read_model(PG_GETARG_DATUM(0), &m); \
	if (!m.fitted) \
		PG_RETURN_NULL()

CRM_FUNCTION(crm_model_log_likelihood)
{
	READ_FIT(m);
	PG_RETURN_FLOAT8(m.log_likelihood);
}

CRM_FUNCTION(crm_model_aic)
{
	READ_FIT(m);
	PG_RETURN_FLOAT8(crm_fit_aic(&m));
}

CRM_FUNCTION(crm_model_bic)
{
	READ_FIT(m);
	PG_RETURN_FLOAT8(crm_fit_bic(&m));
}

CRM_FUNCTION(crm_model_converged)
{
	READ_FIT(m);
	PG_RETURN_BOOL(crm_fit_converged(&m));
}

CRM_FUNCTION(crm_model_flags)
{
	Datum		flags[CRM_FLAGS];
	int			n = 0;

	READ_FIT(m);
	for (int i = 0; i < CRM_FLAGS; i++)
		if (m.flags & 1u << i)
			flags[n++] = CStringGetTextDatum(crm_model_flag_names[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(flags, n, TEXTOID, -1, false, TYPALIGN_INT));
}

CRM_COMPARE_CANONICAL(compare, crm_detoast)
CRM_HASH_CANONICAL(hash, crm_detoast)
CRM_ORDERED_TYPE(crm_model, compare, hash)
