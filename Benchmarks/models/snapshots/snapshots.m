-- Routing tables down a chain of proxies; see snapshots.mesh.
const PROXIES: 3;
const SERVICES: 3;
const UPDATES: 2;

type Service: 0..SERVICES - 1;
type Table: array[Service] of 0..UPDATES;

var routes: array[0..PROXIES] of Table;
var published: 0..UPDATES;

startstate begin
  for proxy: 0..PROXIES do
    for service: Service do routes[proxy][service] := 0; end;
  end;
  published := 0;
end;

ruleset service: Service do
  rule "publish" published < UPDATES ==> begin
    routes[0][service] := routes[0][service] + 1;
    published := published + 1;
  end;
end;

ruleset proxy: 1..PROXIES do
  rule "pull"
    exists service: Service do routes[proxy][service] != routes[proxy - 1][service] end
  ==> begin
    routes[proxy] := routes[proxy - 1];
  end;
end;

invariant "never ahead"
  forall service: Service do routes[PROXIES][service] <= routes[0][service] end;
