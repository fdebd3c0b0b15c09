-- Histories of a register; see histories.mesh. Operations: 0 reads, 1 and 2 write 0 and 1.
const CLIENTS: 2;
const EVENTS: 4;

type Client: 1..CLIENTS;
type Value: 0..1;
type Operation: 0..2;
-- Five for each client: its operation called, or its value returned; 0 is none.
type Event: 0..5 * CLIENTS;

var history: array[0..EVENTS - 1] of Event;
var length: 0..EVENTS;
-- 0 idle, 1 to 3 an operation called, 4 and 5 done with 0 and 1.
var status: array[Client] of 0..5;
var register: Value;

startstate begin
  for k: 0..EVENTS - 1 do history[k] := 0; end;
  length := 0;
  for c: Client do status[c] := 0; end;
  register := 0;
end;

ruleset c: Client do
  ruleset operation: Operation do
    rule "call" status[c] = 0 & length < EVENTS ==> begin
      status[c] := 1 + operation;
      history[length] := 5 * (c - 1) + 1 + operation;
      length := length + 1;
    end;
  end;
  rule "perform" status[c] >= 1 & status[c] <= 3 ==> begin
    if status[c] >= 2 then register := status[c] - 2; end;
    status[c] := 4 + register;
  end;
  rule "answer" status[c] >= 4 & length < EVENTS ==> begin
    history[length] := 5 * (c - 1) + status[c];
    status[c] := 0;
    length := length + 1;
  end;
end;

function busy(): 0..CLIENTS;
var n: 0..CLIENTS;
begin
  n := 0;
  for c: Client do
    if status[c] != 0 then n := n + 1; end;
  end;
  return n;
end;

invariant "calls are known" busy() <= length;
