// A health check with hysteresis; see specs/components/health-check.mesh.
#define FAILURES 3
#define SUCCESSES 2
#define UNKNOWN 0
#define HEALTHY 1
#define UNHEALTHY 2
byte health, passes, misses;

init {
  do
  :: d_step { true -> misses = 0;
      if
      :: health != HEALTHY && passes + 1 == SUCCESSES -> health = HEALTHY; passes = 0
      :: health != HEALTHY && passes + 1 != SUCCESSES -> passes++
      :: health == HEALTHY
      fi }
  :: d_step { true -> passes = 0;
      if
      :: health != UNHEALTHY && misses + 1 == FAILURES -> health = UNHEALTHY; misses = 0
      :: health != UNHEALTHY && misses + 1 != FAILURES -> misses++
      :: health == UNHEALTHY
      fi }
  :: d_step { true -> health = UNKNOWN; passes = 0; misses = 0 }
  od
}
