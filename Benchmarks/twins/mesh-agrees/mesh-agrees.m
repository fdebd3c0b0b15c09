-- Proxies and a control plane; see specs/theorems/mesh-agrees.mesh. A set is an array of booleans.
const APPS: 2;
type App: 0..APPS-1;
-- An app, or APPS: everybody as the target of a rule, nobody as the one that was reached.
type Target: 0..APPS;
type Set: array[App] of boolean;
var services: Set;
var proxies: Set;
var pending: Set;
var told: array[App] of Set;
var reached: Target;
-- The rules that there are, and behind them as in the start state.
var rules: 0..2;
var target: array[0..1] of Target;
var denies: array[0..1] of boolean;
-- What the apps were answered, and the deliveries, alone.
var registered: Set;
var uninformed: Set;

function isAllowed(s: App): boolean; begin
  for r: 0..1 do
    if r < rules & (target[r] = APPS | target[r] = s) then return !denies[r]; end;
  end;
  return true;
end;

startstate begin
  for p: App do
    services[p] := false; proxies[p] := false; pending[p] := false;
    registered[p] := false; uninformed[p] := false;
    for s: App do told[p][s] := false; end;
  end;
  reached := APPS;
  rules := 0;
  for r: 0..1 do target[r] := APPS; denies[r] := false; end;
end;

ruleset s: App do
  ruleset answers: boolean do
    rule "register" true ==> begin
      if answers & !services[s] then
        services[s] := true;
        proxies[s] := true;
        for p: App do pending[p] := services[p]; end;
        registered[s] := true;
        for p: App do uninformed[p] := registered[p]; end;
      end;
    end;
  end;
  rule "leave" services[s] ==> begin
    services[s] := false;
    proxies[s] := false;
    for p: App do told[s][p] := false; pending[p] := services[p]; end;
    registered[s] := false;
    for p: App do uninformed[p] := registered[p]; end;
  end;
  rule "deliver" pending[s] ==> begin
    for o: App do told[s][o] := services[o]; end;
    pending[s] := false;
    uninformed[s] := false;
  end;
end;

ruleset who: Target; denial: boolean do
  rule "addRule" rules < 2 ==> begin
    target[rules] := who;
    denies[rules] := denial;
    rules := rules + 1;
  end;
end;

ruleset p: App; s: App do
  rule "send" proxies[p] ==> begin
    reached := APPS;
    if isAllowed(s) & told[p][s] & proxies[s] then reached := s; end;
  end;
end;

invariant "one proxy each" forall p: App do
  services[p] = registered[p] & proxies[p] = registered[p]
end;

invariant "the informed are right" forall p: App do
  registered[p] & !uninformed[p] -> forall s: App do told[p][s] = registered[s] end
end;
