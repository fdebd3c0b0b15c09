// Hysteresis damps; see specs/theorems/health-check-damps.mesh.
#ifndef FAILURES
#define FAILURES 3
#endif
#ifndef SUCCESSES
#define SUCCESSES 2
#endif
#ifndef WINDOW
#define WINDOW 8
#endif
#define UNKNOWN 0
#define HEALTHY 1
#define UNHEALTHY 2
byte health, passes, misses, probes, verdict, flips, row;
bool alive = true, beganSettled = true, passing = true, alternates = true;

#define SMALLER (FAILURES < SUCCESSES -> FAILURES : SUCCESSES)
#define LARGER (FAILURES < SUCCESSES -> SUCCESSES : FAILURES)
#define NOTE(passed) \
  alternates = alternates && (row == 0 || passed != passing); \
  row = (row > 0 && passed == passing -> (row < LARGER -> row + 1 : LARGER) : 1); \
  passing = passed; \
  flips = flips + (health != UNKNOWN && verdict != UNKNOWN && verdict != health); \
  verdict = (health != UNKNOWN -> health : verdict); \
  probes++; \
  assert(flips * SMALLER < probes + SMALLER)

#define PASS \
  misses = 0; \
  passes = (health == HEALTHY -> 0 : passes + 1); \
  if \
  :: passes == SUCCESSES -> health = HEALTHY; passes = 0 \
  :: else \
  fi; \
  NOTE(true)

#define FAIL \
  passes = 0; \
  misses = (health == UNHEALTHY -> 0 : misses + 1); \
  if \
  :: misses == FAILURES -> health = UNHEALTHY; misses = 0 \
  :: else \
  fi; \
  NOTE(false)

init {
  do
  :: d_step { true -> alive = !alive }
  :: d_step { probes < WINDOW && alive -> PASS }
  :: d_step { probes < WINDOW && !alive -> FAIL }
  :: d_step { probes < WINDOW && alive -> FAIL }
  :: d_step { true -> health = UNKNOWN; passes = 0; misses = 0; row = 0 }
  :: d_step { true -> probes = 0; flips = 0; alternates = true; beganSettled = (passes == 0 && misses == 0) }
  od
}
