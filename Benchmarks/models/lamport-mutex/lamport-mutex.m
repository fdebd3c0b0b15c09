-- Mutual exclusion by logical clocks; see lamport-mutex.mesh.
const PROCESSES: 2;
const CLOCKS: 4;

type Process: 0..PROCESSES - 1;
type Time: 0..CLOCKS;
-- What a place of a queue holds: 0 nothing, a request's time, or one of the two below.
const ACKNOWLEDGE: CLOCKS + 1;
const RELEASE: CLOCKS + 2;
type Message: 0..CLOCKS + 2;
type Queue: record
  items: array[0..2] of Message;
  count: 0..3;
end;

var clock: array[Process] of 1..CLOCKS;
var request: array[Process] of array[Process] of Time;
var acknowledged: array[Process] of array[Process] of boolean;
var network: array[Process] of array[Process] of Queue;
var critical: array[Process] of boolean;

procedure send(p: Process; q: Process; message: Message); begin
  network[p][q].items[network[p][q].count] := message;
  network[p][q].count := network[p][q].count + 1;
end;

procedure drop(q: Process; p: Process); begin
  network[q][p].items[0] := network[q][p].items[1];
  network[q][p].items[1] := network[q][p].items[2];
  network[q][p].items[2] := 0;
  network[q][p].count := network[q][p].count - 1;
end;

startstate begin
  for p: Process do
    clock[p] := 1;
    critical[p] := false;
    for q: Process do
      request[p][q] := 0;
      acknowledged[p][q] := false;
      network[p][q].count := 0;
      for k: 0..2 do network[p][q].items[k] := 0; end;
    end;
  end;
end;

ruleset p: Process do
  rule "ask" request[p][p] = 0 & clock[p] < CLOCKS ==> begin
    request[p][p] := clock[p];
    for q: Process do
      acknowledged[p][q] := q = p;
      if q != p then send(p, q, clock[p]); end;
    end;
  end;

  rule "enter"
    request[p][p] > 0 & !critical[p]
    & forall q: Process do acknowledged[p][q] end
    & forall q: Process do
        q = p | request[p][q] = 0 | request[p][p] < request[p][q]
        | request[p][p] = request[p][q] & p < q
      end
  ==> begin
    critical[p] := true;
  end;

  rule "leave" critical[p] ==> begin
    critical[p] := false;
    request[p][p] := 0;
    for q: Process do
      acknowledged[p][q] := false;
      if q != p then send(p, q, RELEASE); end;
    end;
  end;
end;

ruleset p: Process; q: Process do
  rule "receive request"
    p != q & clock[p] < CLOCKS & network[q][p].items[0] > 0
    & network[q][p].items[0] < ACKNOWLEDGE
  ==> begin
    request[p][q] := network[q][p].items[0];
    if clock[p] < network[q][p].items[0] then clock[p] := network[q][p].items[0]; end;
    clock[p] := clock[p] + 1;
    drop(q, p);
    send(p, q, ACKNOWLEDGE);
  end;
  rule "receive acknowledgement" p != q & network[q][p].items[0] = ACKNOWLEDGE ==> begin
    drop(q, p);
    acknowledged[p][q] := true;
  end;
  rule "receive release" p != q & network[q][p].items[0] = RELEASE ==> begin
    drop(q, p);
    request[p][q] := 0;
  end;
end;

invariant "exclusive"
  forall p: Process do forall q: Process do p = q | !critical[p] | !critical[q] end end;
