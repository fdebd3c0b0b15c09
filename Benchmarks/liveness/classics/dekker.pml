// Dekker's algorithm; see specs/classics/dekker.mesh. TURN is whose turn it is at first. A decision
// on what was read belongs to the step before it, as there.
bool wants[2];
byte turn = TURN;

#define NEXT \
  if \
  :: wants[1 - _pid] && turn != _pid -> goto stepBack \
  :: wants[1 - _pid] && turn == _pid -> goto look \
  :: else -> goto critical \
  fi

active [2] proctype Thread() {
raise:
  atomic { wants[_pid] = true; NEXT };
stepBack:
  wants[_pid] = false;
await:
  (turn == _pid);
raiseAgain:
  atomic { wants[_pid] = true; NEXT };
look:
  atomic { true; NEXT };
critical:
  turn = 1 - _pid;
lower:
  wants[_pid] = false;
  goto raise
}

#define WAITS(w) Thread[w]@await
#define IN(w) Thread[w]@critical
#define SERVED(w) [] (WAITS(w) -> <> IN(w))
#define GETS_IN(w) [] (wants[w] -> <> IN(w))

ltl NobodyWaitsForEver { (SERVED(0)) && (SERVED(1)) }
ltl WhoeverWantsGetsIn { (GETS_IN(0)) && (GETS_IN(1)) }
ltl SomebodyGetsIn { [] ((wants[0] || wants[1]) -> <> (IN(0) || IN(1))) }
