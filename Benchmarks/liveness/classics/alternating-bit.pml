// The alternating bit protocol; see specs/classics/alternating-bit-weak.mesh and -strong.mesh.
// What is fair has a process of its own, and one process may take any step; `step` tells which
// was last, so that the strong fairness of receiving can be a premise.
chan messages = [2] of { bit, bit };
chan acknowledgements = [2] of { bit };
bit sendBit, acknowledged, receiveBit, sent, received;
byte step;

#define SEND_NEW(d) \
  d_step { sendBit == acknowledged && nfull(messages) -> \
    sent = d; sendBit = 1 - sendBit; messages!sendBit,sent; step = 0 }
#define SEND_AGAIN \
  d_step { sendBit != acknowledged && nfull(messages) -> messages!sendBit,sent; step = 0 }
#define RECEIVE \
  d_step { nempty(messages) -> messages?receiveBit,received; step = 1 }
#define ACKNOWLEDGE \
  d_step { nfull(acknowledgements) -> acknowledgements!receiveBit; step = 0 }
#define HEAR \
  d_step { nempty(acknowledgements) -> acknowledgements?acknowledged; step = 2 }
#define LOSE_MESSAGE \
  d_step { nempty(messages) -> messages?_,_; step = 0 }
#define LOSE_ACKNOWLEDGEMENT \
  d_step { nempty(acknowledgements) -> acknowledgements?_; step = 0 }

active proctype SendAgain() { do :: SEND_AGAIN od }
active proctype Receive() { do :: RECEIVE od }
active proctype Acknowledge() { do :: ACKNOWLEDGE od }
active proctype Hear() { do :: HEAR od }
active proctype Anything() {
  do
  :: SEND_NEW(0) :: SEND_NEW(1) :: SEND_AGAIN :: RECEIVE :: ACKNOWLEDGE :: HEAR
  :: LOSE_MESSAGE :: LOSE_ACKNOWLEDGEMENT
  od
}

#define SENT(d) (sent == d && sendBit != acknowledged)
#define GETS_THROUGH(d) [] (SENT(d) -> <> (received == d))
#define HEARD [] (sendBit != acknowledged -> <> (sendBit == acknowledged))
#define STRONG \
  (([] <> (len(messages) > 0)) -> ([] <> (step == 1))) && \
  (([] <> (len(acknowledgements) > 0)) -> ([] <> (step == 2)))

ltl Received { (GETS_THROUGH(0)) && (GETS_THROUGH(1)) }
ltl Acknowledged { HEARD }
ltl ReceivedStrong0 { (STRONG) -> (GETS_THROUGH(0)) }
ltl ReceivedStrong1 { (STRONG) -> (GETS_THROUGH(1)) }
ltl AcknowledgedStrong { (STRONG) -> (HEARD) }
