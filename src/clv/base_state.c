#include "clv/base_state.h"

#include "utils/memutils.h"

/* The size that a state begins with, from which closing pays, and at most. */
#define FIRST_SIZE 1024
#define CLOSE_FROM ((Size) 32 << 20)
#define LAST_SIZE (MaxAllocSize & ~(Size) 7)

/* The size from which counters pay, in a quarter of it. */
#define COUNT_FROM 8192

/*
 * What is closed takes at most half of the size, as long as that can double:
 * slack is memory too, since the executor copies a new state in full. In the
 * end it takes less than all but this part.
 */
#define SPARE_PART 4

#define LOG_HEADER offsetof(crm_base_log, words)

/* An empty log of this size. */
static void
begin_log(crm_base_log *log, Size size, crm_base_clock clock, int32 as_of, int decimals)
{
	SET_VARSIZE(log, size);
	log->version = CRM_BASE_LOG;
	log->clock = (uint8) clock;
	log->decimals = log->decimals_next = (uint8) decimals;
	log->as_of = as_of;
	log->window = clock != CRM_CLOCK_CALLER && size >= COUNT_FROM ? Min(size / 32, CRM_LOG_WINDOW) : 0;
	log->room = (uint32) ((size - LOG_HEADER) / sizeof(uint64));
	log->used = log->window;
	memset(log->words, 0, log->used * sizeof(uint64));
}

/* A size of at least `size` for a log with this closed base and room for so many words. */
static Size
fitting_size(Size size, Size closed, Size words)
{
	Size		least = LOG_HEADER + closed + words * sizeof(uint64);

	while (size < LAST_SIZE && (size / 2 < closed || size - size / SPARE_PART < least))
		size *= 2;
	size = Min(size, LAST_SIZE);
	if (size - size / SPARE_PART < least)
		crm_base_too_large();
	return size;
}

/* The old log's records and counters in a larger one. */
static crm_base_log *
copy_log(const crm_base_log *old, Size size)
{
	crm_base_log *log = palloc(size);
	Size		records = old->used - old->window;

	begin_log(log, size, old->clock, old->as_of, old->decimals);
	memcpy(crm_log_repeats(log), crm_log_repeats(old), old->window * sizeof(uint32));
	memcpy(crm_log_once(log), crm_log_once(old), old->window * sizeof(uint32));
	memcpy(log->words + log->used, old->words + old->window, records * sizeof(uint64));
	log->used += records;
	return log;
}

crm_base_log *
crm_base_make_room(crm_base_log *log, Size words)
{
	struct varlena *closed;
	Size		size = VARSIZE(log),
				len;

	/* Closed it takes more decimals, where those it has are too few. */
	if (size < CLOSE_FROM && log->decimals_next == log->decimals)
		return copy_log(log, fitting_size(2 * size, 0, log->used + words));
	closed = crm_close_base(log);
	len = VARSIZE(closed) - VARHDRSZ;
	size = fitting_size(size, len, CRM_BASE_WORDS(0) + words);
	if (size > VARSIZE(log))
	{
		const crm_base_log *old = log;

		log = palloc(size);
		memcpy(log, old, LOG_HEADER);
	}
	begin_log(log, size, log->clock, log->as_of, log->decimals_next);
	crm_log_base(log, (const uint8 *) VARDATA(closed), len);
	pfree(closed);
	return log;
}

bool
crm_base_append(crm_base_log **state, const crm_base_log *other)
{
	const Size	records = other->used - other->window;
	crm_base_log *log = *state = crm_base_reserve(*state, records);
	const uint32 *once = crm_log_once(other);

	if (log->decimals != other->decimals || log->window < other->window)
		return false;
	for (uint32 T = 0; T < other->window; T++)
		if (once[T] > UINT32_MAX - crm_log_once(log)[T])
			return false;
	for (uint32 T = 0; T < other->window; T++)
		crm_log_once(log)[T] += once[T];
	for (uint32 i = 0; log->clock == CRM_CLOCK_DAYS && i < other->window; i++)
		crm_log_repeats(log)[i] += crm_log_repeats(other)[i];
	memcpy(log->words + log->used, other->words + other->window, records * sizeof(uint64));
	log->used += records;
	log->decimals_next = Max(log->decimals_next, other->decimals_next);
	return true;
}

/* A log that goes on from a stored base. */
static crm_base_log *
continue_base(Datum datum, int decimals)
{
	struct varlena *base = crm_canonical_base(datum);
	crm_base_reader r = crm_open_base(PointerGetDatum(base));
	Size		len = VARSIZE_ANY_EXHDR(base);
	Size		size = fitting_size(FIRST_SIZE, len, CRM_BASE_WORDS(0));
	crm_base_log *log = palloc(size);

	begin_log(log, size, r.head.clock, r.head.as_of, decimals);
	crm_log_base(log, (const uint8 *) VARDATA_ANY(base), len);
	return log;
}

crm_base_log *
crm_base_state(FunctionCallInfo fcinfo, bool ours, crm_base_clock clock, int32 as_of, int decimals)
{
	crm_base_log *log;
	struct varlena *v;

	if (PG_ARGISNULL(0))
	{
		log = palloc(FIRST_SIZE);
		begin_log(log, FIRST_SIZE, clock, as_of, decimals);
		return log;
	}
	v = (struct varlena *) DatumGetPointer(PG_GETARG_DATUM(0));
	if (likely(ours && VARATT_IS_4B_U(v) && *(uint8 *) VARDATA(v) == CRM_BASE_LOG))
		log = (crm_base_log *) v;
	else
		log = continue_base(PG_GETARG_DATUM(0), decimals);
	if (unlikely((log->clock == CRM_CLOCK_CALLER) != (clock == CRM_CLOCK_CALLER)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a base of histories can't be merged with a base of triples"),
				 errdetail("Times of the one are days, those of the other have a unit of their own."),
				 errhint("Make both from histories, or both from x, t_x and t in the same unit.")));
	if (unlikely(log->clock == CRM_CLOCK_DAYS && (clock == CRM_CLOCK_MIXED || log->as_of != as_of)))
		log->clock = CRM_CLOCK_MIXED;
	return log;
}

