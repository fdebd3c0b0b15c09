-- The whole mesh of theorem 8.1; see specs/theorems/combined.mesh.
-- What follows from the rest is left out: the balancer's members (none between two steps), the set
-- of calls that a breaker has let pass (those whose target it is), delays (always 1) and the
-- misrouted (nobody).
const HOSTS: 2;
const CLIENTS: 2;
const RETRIES: 1;
const THRESHOLD: 1;
const BUDGET: 2;
const COOLDOWN: 2;
const LEASE: 2;
const DEADLINE: RETRIES > 1 ? RETRIES + 1 : 2;
-- In place of a host: nobody.
const NOBODY: HOSTS;

type Host: 0..HOSTS - 1;
type Client: 1..CLIENTS;

-- Where a host has no entry in the registry, `remaining` is as at the start.
var health: array[Host] of enum { none, unknown, healthy, unhealthy };
var remaining: array[Host] of 1..LEASE;
var onRing: array[Host] of boolean;
var turn: Host;
var mode: array[Host] of enum { closed, open, halfOpen };
var failures: array[Host] of 0..THRESHOLD - 1;
var timer: array[Host] of 0..COOLDOWN;
var alive: array[Host] of boolean;
var phase: array[Client] of enum { idle, attempting, waiting, cut };
var attempts: array[Client] of 0..RETRIES + 1;
var elapsed: array[Client] of 0..DEADLINE - 1;
var tokens: 0..BUDGET;
var target: array[Client] of 0..HOSTS;
-- The answer of the attempt under way counts for its host's breaker.
var counts: array[Client] of boolean;
var steady: array[Client] of array[Host] of boolean;
var gaveUp: boolean;
var disagree: array[Host] of 0..COOLDOWN + 1;

function isOffered(h: Host): boolean; begin
  return health[h] = healthy & (mode[h] = closed
    | mode[h] = halfOpen & !exists c: Client do target[c] = h & counts[c] end);
end;

function owner(): 0..HOSTS; begin
  for h: Host do if onRing[h] then return h; end; end;
  return NOBODY;
end;

-- Whose turn it is among those that are offered.
function upcoming(): 0..HOSTS; begin
  for places: Host do
    if isOffered((turn + places) % HOSTS) then return (turn + places) % HOSTS; end;
  end;
  return NOBODY;
end;

function isAttempting(c: Client): boolean; begin
  return phase[c] = attempting & target[c] = NOBODY;
end;

procedure unsettle(h: Host); begin
  for c: Client do steady[c][h] := false; end;
end;

procedure stopBeingSteady(c: Client); begin
  for h: Host do steady[c][h] := false; end;
end;

procedure leave(h: Host); begin
  health[h] := none;
  remaining[h] := LEASE;
  onRing[h] := false;
  unsettle(h);
end;

-- No answer counts any more of those that are under way.
procedure begins(h: Host); begin
  failures[h] := 0;
  for c: Client do if target[c] = h then counts[c] := false; end; end;
end;

procedure opens(h: Host); begin
  begins(h);
  mode[h] := open;
  timer[h] := COOLDOWN;
end;

procedure endCall(c: Client); begin
  phase[c] := idle;
  attempts[c] := 0;
  elapsed[c] := 0;
  stopBeingSteady(c);
end;

procedure failCall(c: Client); begin
  if attempts[c] <= RETRIES & elapsed[c] + 1 < DEADLINE & tokens > 0 then
    tokens := tokens - 1;
    phase[c] := waiting;
  else
    if attempts[c] = RETRIES + 1 & exists h: Host do steady[c][h] end then gaveUp := true; end;
    endCall(c);
  end;
end;

startstate begin
  for h: Host do
    health[h] := none;
    remaining[h] := LEASE;
    onRing[h] := false;
    mode[h] := closed;
    failures[h] := 0;
    timer[h] := 0;
    alive[h] := false;
    disagree[h] := 0;
  end;
  for c: Client do
    endCall(c);
    target[c] := NOBODY;
    counts[c] := false;
  end;
  turn := 0;
  tokens := BUDGET;
  gaveUp := false;
end;

ruleset h: Host do
  rule "start" !alive[h] ==> begin alive[h] := true; end;
  rule "crash" alive[h] ==> begin alive[h] := false; unsettle(h); end;
  rule "register" alive[h] & health[h] = none ==> begin
    health[h] := unknown;
    onRing[h] := true;
  end;
  rule "leave" health[h] != none ==> begin leave(h); end;
  rule "probe" health[h] != none ==> begin
    if alive[h] then
      health[h] := healthy;
      remaining[h] := LEASE;
    else
      health[h] := unhealthy;
    end;
  end;
  rule "lose" health[h] != none & alive[h] ==> begin
    health[h] := unhealthy;
    unsettle(h);
  end;
end;

ruleset c: Client do
  rule "call" (phase[c] = idle | phase[c] = cut) & target[c] = NOBODY ==> begin
    phase[c] := attempting;
    attempts[c] := 1;
    for h: Host do
      steady[c][h] := alive[h] & health[h] = healthy & mode[h] = closed;
    end;
  end;
  rule "fail" isAttempting(c) & forall h: Host do !isOffered(h) end ==> begin failCall(c); end;
end;

ruleset c: Client; h: Host do
  rule "send to the owner" isAttempting(c) & isOffered(h) & attempts[c] = 1 & owner() = h ==> begin
    target[c] := h;
    counts[c] := true;
    if mode[h] = halfOpen then disagree[h] := 0; end;
  end;
  rule "send in turn" isAttempting(c) & isOffered(h) & upcoming() = h
      & !(attempts[c] = 1 & exists o: Host do owner() = o & isOffered(o) end) ==> begin
    turn := (h + 1) % HOSTS;
    target[c] := h;
    counts[c] := true;
    if mode[h] = halfOpen then disagree[h] := 0; end;
  end;
  rule "answer" target[c] = h & phase[c] = attempting ==>
    var counted: boolean;
  begin
    counted := counts[c];
    target[c] := NOBODY;
    counts[c] := false;
    if alive[h] then
      if counted then
        failures[h] := 0;
        if mode[h] = halfOpen then mode[h] := closed; begins(h); end;
      end;
      if tokens < BUDGET then tokens := tokens + 1; end;
      endCall(c);
    else
      if counted then
        if mode[h] = halfOpen | failures[h] + 1 = THRESHOLD then
          opens(h);
        else
          failures[h] := failures[h] + 1;
        end;
      end;
      failCall(c);
    end;
  end;
  rule "cut off" target[c] = h & phase[c] = cut ==> begin
    target[c] := NOBODY;
    counts[c] := false;
    stopBeingSteady(c);
  end;
end;

rule "tick" !exists c: Client do phase[c] = cut & target[c] != NOBODY end ==> begin
  for h: Host do
    if health[h] = healthy & mode[h] = open then
      if disagree[h] <= COOLDOWN then disagree[h] := disagree[h] + 1; end;
    else
      disagree[h] := 0;
    end;
    if health[h] != none then
      if remaining[h] = 1 then leave(h); else remaining[h] := remaining[h] - 1; end;
    end;
    if mode[h] = open then
      timer[h] := timer[h] - 1;
      if timer[h] = 0 then mode[h] := halfOpen; begins(h); end;
    end;
  end;
  for c: Client do
    if phase[c] = attempting then
      if elapsed[c] + 1 = DEADLINE then
        phase[c] := cut;
        attempts[c] := 0;
        elapsed[c] := 0;
      else
        elapsed[c] := elapsed[c] + 1;
      end;
    elsif phase[c] = waiting then
      elapsed[c] := elapsed[c] + 1;
      phase[c] := attempting;
      attempts[c] := attempts[c] + 1;
    end;
  end;
end;
