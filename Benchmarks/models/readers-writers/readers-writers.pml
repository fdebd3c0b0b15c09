// Readers and writers; see readers-writers.mesh.
#include "../each.h"

#define IDLE 0
#define WAITS_TO_READ 1
#define READS 2
#define WAITS_TO_WRITE 3
#define WRITES 4

byte state[CLIENTS];
byte readers;
bool isWriting;

#define CHECK assert(!isWriting || readers == 0)

#define CLIENT(c) \
:: d_step { state[c] == IDLE -> state[c] = WAITS_TO_READ } \
:: d_step { state[c] == IDLE -> state[c] = WAITS_TO_WRITE } \
:: d_step { state[c] == WAITS_TO_READ && !isWriting -> state[c] = READS; readers++; CHECK } \
:: d_step { state[c] == WAITS_TO_WRITE && !isWriting && readers == 0 -> \
    state[c] = WRITES; isWriting = true; CHECK } \
:: d_step { state[c] == READS -> state[c] = IDLE; readers-- } \
:: d_step { state[c] == WRITES -> state[c] = IDLE; isWriting = false }

init {
  do
  EACH(CLIENTS, CLIENT)
  od
}
