/*
 * Every difference between PostgreSQL 15 and 19 that the extension meets.
 * Files bound to the server include this first, instead of postgres.h.
 */
#ifndef CRM_CORE_COMPAT_H
#define CRM_CORE_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodes.h"
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#endif

#if PG_VERSION_NUM < 150000
#error "crm_ext needs PostgreSQL 15 or later"
#endif

#if SIZEOF_DATUM < 8 || !defined(__SIZEOF_INT128__)
#error "crm_ext needs a 64-bit server and a compiler with __int128"
#endif

/* The library hides its symbols; before 16 what SQL calls has to be shown. */
#if PG_VERSION_NUM < 160000
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#endif

/* Soft errors (pg_input_is_valid and its like) came with 16. */
#if PG_VERSION_NUM < 160000
#define ereturn(context, result, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return result; \
	} while (0)
#endif

/* Where a type's input function reports them: NULL means a hard error. */
#define CRM_SOFT_ERRORS(fcinfo) ((Node *) (fcinfo)->context)

#if PG_VERSION_NUM >= 190000
#define CRM_WINDOW_BEGIN(winobj) \
	WinCheckAndInitializeNullTreatment(winobj, false, fcinfo)
#else
#define CRM_WINDOW_BEGIN(winobj) ((void) (winobj))
#endif

/* A function that SQL declares. */
#define CRM_FUNCTION(name) \
	extern PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS)

#endif
