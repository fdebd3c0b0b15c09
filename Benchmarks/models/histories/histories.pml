// Histories of a register; see histories.mesh.
#include "../each.h"

// What a client is at: nothing; a read, a write of 0, of 1 called; done with 0, with 1.
#define IDLE 0
#define CALLED(operation) (1 + (operation))
#define DONE(v) (4 + (v))

// Events are numbered from 1: five of each client.
#define EVENT_CALLED(c, operation) (1 + 5 * (c) + (operation))
#define EVENT_RETURNED(c, v) (4 + 5 * (c) + (v))

byte history[EVENTS];
byte count;
byte status[CLIENTS];
bit value;

#define IS_BUSY(c) + (status[c] != IDLE)
#define CHECK assert((0 OVER(CLIENTS, IS_BUSY)) <= count)

#define CALL(operation, c) \
:: d_step { status[c] == IDLE && count < EVENTS -> \
    status[c] = CALLED(operation); \
    history[count] = EVENT_CALLED(c, operation); \
    count++; \
    CHECK }

#define CLIENT(c) \
WITH(3, CALL, c) \
:: d_step { status[c] == CALLED(0) -> status[c] = DONE(value); CHECK } \
:: d_step { status[c] == CALLED(1) -> value = 0; status[c] = DONE(0); CHECK } \
:: d_step { status[c] == CALLED(2) -> value = 1; status[c] = DONE(1); CHECK } \
:: d_step { status[c] >= DONE(0) && count < EVENTS -> \
    history[count] = EVENT_RETURNED(c, status[c] - DONE(0)); \
    status[c] = IDLE; \
    count++; \
    CHECK }

init {
  do
  EACH(CLIENTS, CLIENT)
  od
}
