#!/usr/bin/env bash
# start.sh [N]: N ActorRelay nodes (1..3), MQTT over WebSocket at ws://127.0.0.1:2170i/mqtt
# ACTORRELAY_NODE: the folder of `dotnet publish Broker.Node -c Release -o FOLDER`.
. "$(dirname "$0")/../lib.sh"
begin "${1:-1}" 3
node_dir=${ACTORRELAY_NODE:?the folder of a published Broker.Node}
[ -e "$node_dir/Broker.Node.dll" ] || die "no Broker.Node.dll in $node_dir"
RELAY_CLUSTER_SHARED_SECRET=$(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')
export RELAY_CLUSTER_SHARED_SECRET
seeds=""
for ((i = 1; i <= N; i++)); do seeds+="${seeds:+,}$HOST:2570$i"; done
for ((i = 1; i <= N; i++)); do
  cluster=()
  ((N == 1)) || cluster=(--node-port "2570$i" --seeds "$seeds")
  # shellcheck disable=SC2086
  spawn "n$i" dotnet exec "$node_dir/Broker.Node.dll" --name "n$i" --port "2170$i" "${cluster[@]}" ${ACTORRELAY_OPTIONS:-}
  url "ws://$HOST:2170$i/mqtt"
done
for ((i = 1; i <= N; i++)); do
  for ((t = 0; t < 300; t++)); do
    curl -fsS -o /dev/null "http://$HOST:2170$i/health/ready" 2>/dev/null && break
    sleep 0.1
  done
  ((t < 300)) || die "node $i is not ready after 30 s"
done
# QoS 0 only, so not `finish`, whose smoke test asks for QoS 1 too.
paste -sd, "$RUN/urls" >"$RUN/urls.tmp" && mv "$RUN/urls.tmp" "$RUN/urls"
cut -d' ' -f1 "$RUN"/*.pid | paste -sd, >"$RUN/pids"
echo >"$RUN/login"
echo "ready $NAME nodes=$N urls=$(cat "$RUN/urls") pids=$(cat "$RUN/pids")"
