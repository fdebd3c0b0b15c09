// Clients, breakers, instances and time; see mesh.mesh.
#include "../each.h"

// Phases: resting with r ticks left is 1 + r, waiting for instance i is 10 + i.
#define IDLE 0
#define READY 1
#define RESTING(r) (1 + (r))
#define WAITING(i) (10 + i)

#define CLOSED 0
#define OPEN 1
#define HALF_OPEN 2

byte mode[INSTANCES], failures[INSTANCES], left[INSTANCES];
bool isProbing[INSTANCES], isDown[INSTANCES];
byte phase[CLIENTS], attempt[CLIENTS];

#define CHECK(i) \
  assert((mode[i] == OPEN) == (left[i] > 0) && (!isProbing[i] || mode[i] == HALF_OPEN))

#define TRIP(i) mode[i] = OPEN; left[i] = COOLDOWN; failures[i] = 0

#define CAN_SEND(c, i) \
  (phase[c] <= READY && (mode[i] == CLOSED || (mode[i] == HALF_OPEN && !isProbing[i])))

#define SUCCEED(i, c) \
  if \
  :: mode[i] == CLOSED -> failures[i] = 0 \
  :: mode[i] == HALF_OPEN && isProbing[i] -> isProbing[i] = false; mode[i] = CLOSED \
  :: else \
  fi; \
  phase[c] = IDLE; \
  attempt[c] = 0; \
  CHECK(i)

#define FAIL(i, c) \
  if \
  :: mode[i] == CLOSED -> \
    if \
    :: failures[i] + 1 == THRESHOLD -> TRIP(i) \
    :: else -> failures[i]++ \
    fi \
  :: mode[i] == HALF_OPEN && isProbing[i] -> isProbing[i] = false; TRIP(i) \
  :: else \
  fi; \
  if \
  :: attempt[c] == RETRIES -> phase[c] = IDLE; attempt[c] = 0 \
  :: else -> phase[c] = RESTING(BACKOFF); attempt[c]++ \
  fi; \
  CHECK(i)

#define PAIR(i, c) \
:: d_step { CAN_SEND(c, i) -> \
    isProbing[i] = (mode[i] == HALF_OPEN); \
    phase[c] = WAITING(i); \
    CHECK(i) \
  } \
:: d_step { phase[c] == WAITING(i) && !isDown[i] -> SUCCEED(i, c) } \
:: d_step { phase[c] == WAITING(i) && isDown[i] -> FAIL(i, c) } \
:: d_step { phase[c] == WAITING(i) -> FAIL(i, c) }

#define CLIENT(c) WITH(INSTANCES, PAIR, c)

#define INSTANCE(i) \
:: d_step { !isDown[i] -> isDown[i] = true } \
:: d_step { isDown[i] -> isDown[i] = false }

#define IS_OPEN(i) || mode[i] == OPEN
#define IS_RESTING(c) || (phase[c] >= RESTING(1) && phase[c] < WAITING(0))

#define TICK_BREAKER(i) \
  if \
  :: mode[i] == OPEN -> \
    left[i]--; \
    if \
    :: left[i] == 0 -> mode[i] = HALF_OPEN \
    :: else \
    fi; \
    CHECK(i) \
  :: else \
  fi;

#define TICK_CLIENT(c) \
  if \
  :: (phase[c] >= RESTING(1) && phase[c] < WAITING(0)) -> phase[c]-- \
  :: else \
  fi;

init {
  do
  EACH(INSTANCES, INSTANCE)
  EACH(CLIENTS, CLIENT)
  :: d_step { (false EACH(INSTANCES, IS_OPEN) EACH(CLIENTS, IS_RESTING)) ->
      EACH(INSTANCES, TICK_BREAKER)
      EACH(CLIENTS, TICK_CLIENT)
    }
  od
}
