// Two-phase commit; see two-phase-commit.mesh. Sets are masks. With FAIR each step is a process of
// its own, since SPIN is fair to processes.
#include "../../../models/each.h"

#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3
#define ALL ((1 << RMS) - 1)

byte rm[RMS];
byte tm; // 0 undecided, 1 committed, 2 aborted
short heard, sent; // of "prepared", by resource manager
bit commitSent, abortSent;

#define PREPARE(i) \
:: d_step { rm[i] == WORKING -> rm[i] = PREPARED; sent = sent | (1 << i) }
#define CHOOSE_TO_ABORT(i) \
:: d_step { rm[i] == WORKING -> rm[i] = ABORTED }
#define RECEIVE_PREPARED(i) \
:: d_step { tm == 0 && (sent & (1 << i)) -> heard = heard | (1 << i) }
#define RECEIVE_COMMIT(i) \
:: d_step { commitSent -> rm[i] = COMMITTED }
#define RECEIVE_ABORT(i) \
:: d_step { abortSent -> rm[i] = ABORTED }
#define COMMIT \
:: d_step { tm == 0 && heard == ALL -> tm = 1; commitSent = 1 }
#define ABORT \
:: d_step { tm == 0 -> tm = 2; abortSent = 1 }

#ifdef FAIR
#define PROCESSES(i) \
active proctype Prepare_##i() { do PREPARE(i) od } \
active proctype ChooseToAbort_##i() { do CHOOSE_TO_ABORT(i) od } \
active proctype ReceivePrepared_##i() { do RECEIVE_PREPARED(i) od } \
active proctype ReceiveCommit_##i() { do RECEIVE_COMMIT(i) od } \
active proctype ReceiveAbort_##i() { do RECEIVE_ABORT(i) od }

EACH(RMS, PROCESSES)
active proctype Commit() { do COMMIT od }
active proctype Abort() { do ABORT od }
#else
#define OPTIONS(i) \
  PREPARE(i) CHOOSE_TO_ABORT(i) RECEIVE_PREPARED(i) RECEIVE_COMMIT(i) RECEIVE_ABORT(i)

init { do EACH(RMS, OPTIONS) COMMIT ABORT od }
#endif

#define IS_PREPARED(i) || rm[i] == PREPARED
#define SOMEBODY_PREPARED (false EACH(RMS, IS_PREPARED))

#ifdef CLAIM
ltl Decides { [] (tm == 0 -> <> (tm != 0)) }
ltl Resolves { [] (SOMEBODY_PREPARED -> <> !SOMEBODY_PREPARED) }
ltl Stands { <> (tm != 0) -> <> [] (tm != 0) }
#endif
