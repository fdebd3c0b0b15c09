// Peterson's algorithm; see specs/classics/peterson.mesh. LAST is who is taken to have come last.
bool flag[2];
byte last = LAST;

active [2] proctype Thread() {
  do
  :: flag[_pid] = true;
     last = _pid;
wait:
     (last != _pid || !flag[1 - _pid]);
critical:
     flag[_pid] = false
  od
}

#define WAITS(w) Thread[w]@wait
#define IN(w) Thread[w]@critical
#define SERVED(w) [] (WAITS(w) -> <> IN(w))
#define ORDERLY(w, v) \
  [] (WAITS(w) -> (!IN(v) U (IN(v) U (!IN(v) U IN(w)))))

ltl NobodyWaitsForEver { (SERVED(0)) && (SERVED(1)) }
ltl OvertakenAtMostOnce { (ORDERLY(0, 1)) && (ORDERLY(1, 0)) }
