-- Clients, breakers, instances and time; see mesh.mesh.
const CLIENTS: 2;
const INSTANCES: 2;
const THRESHOLD: 2;
const COOLDOWN: 2;
const RETRIES: 1;
const BACKOFF: 1;

type Client: 1..CLIENTS;
type Instance: 1..INSTANCES;
type Breaker: record
  mode: enum { closed, opened, halfOpen };
  failures: 0..THRESHOLD - 1;
  left: 0..COOLDOWN;
  isProbing: boolean;
end;
-- `target` counts only for who waits, `left` for who rests; else they are 1 and 0.
type Caller: record
  phase: enum { idle, waiting, resting, ready };
  target: Instance;
  left: 0..BACKOFF;
  attempt: 0..RETRIES;
end;

var breaker: array[Instance] of Breaker;
var isUp: array[Instance] of boolean;
var caller: array[Client] of Caller;

procedure trip(var b: Breaker); begin
  b.mode := opened;
  b.left := COOLDOWN;
  b.failures := 0;
end;

procedure finish(var b: Breaker; success: boolean); begin
  if b.mode = closed then
    if success then
      b.failures := 0;
    elsif b.failures + 1 = THRESHOLD then
      trip(b);
    else
      b.failures := b.failures + 1;
    end;
  elsif b.mode = halfOpen & b.isProbing then
    b.isProbing := false;
    if success then b.mode := closed; else trip(b); end;
  end;
end;

procedure conclude(c: Client; i: Instance; success: boolean); begin
  finish(breaker[i], success);
  caller[c].target := 1;
  if success | caller[c].attempt = RETRIES then
    caller[c].phase := idle;
    caller[c].attempt := 0;
  else
    caller[c].phase := resting;
    caller[c].left := BACKOFF;
    caller[c].attempt := caller[c].attempt + 1;
  end;
end;

startstate begin
  for i: Instance do
    breaker[i].mode := closed;
    breaker[i].failures := 0;
    breaker[i].left := 0;
    breaker[i].isProbing := false;
    isUp[i] := true;
  end;
  for c: Client do
    caller[c].phase := idle;
    caller[c].target := 1;
    caller[c].left := 0;
    caller[c].attempt := 0;
  end;
end;

ruleset i: Instance do
  rule "crash" isUp[i] ==> begin isUp[i] := false; end;
  rule "repair" !isUp[i] ==> begin isUp[i] := true; end;
end;

ruleset c: Client; i: Instance do
  rule "send"
    (caller[c].phase = idle | caller[c].phase = ready)
    & (breaker[i].mode = closed | breaker[i].mode = halfOpen & !breaker[i].isProbing)
  ==> begin
    if breaker[i].mode = halfOpen then breaker[i].isProbing := true; end;
    caller[c].phase := waiting;
    caller[c].target := i;
  end;
  rule "answer" caller[c].phase = waiting & caller[c].target = i ==> begin
    conclude(c, i, isUp[i]);
  end;
  rule "time out" caller[c].phase = waiting & caller[c].target = i ==> begin
    conclude(c, i, false);
  end;
end;

rule "tick"
  exists i: Instance do breaker[i].mode = opened end
  | exists c: Client do caller[c].phase = resting end
==> begin
  for i: Instance do
    if breaker[i].mode = opened then
      breaker[i].left := breaker[i].left - 1;
      if breaker[i].left = 0 then breaker[i].mode := halfOpen; end;
    end;
  end;
  for c: Client do
    if caller[c].phase = resting then
      caller[c].left := caller[c].left - 1;
      if caller[c].left = 0 then caller[c].phase := ready; end;
    end;
  end;
end;

invariant "well-formed" forall i: Instance do
  (breaker[i].mode = opened) = (breaker[i].left > 0)
  & (breaker[i].isProbing -> breaker[i].mode = halfOpen)
end;
