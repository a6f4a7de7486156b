# Sourced by the scripts beside it: the processes they measure, and how.
project=$(cd -P "$here/../.." && pwd)
for tool in redis-server redis-cli wrk curl java; do
    command -v "$tool" >/dev/null || { echo "ceiling: $tool is not installed" >&2; exit 2; }
done
[[ -f $project/target/quarkus-app/quarkus-run.jar ]] || { echo "ceiling: run ./mvnw -DskipTests package first" >&2; exit 2; }

work=$(mktemp -d)
pids=()
cleanup() {
    ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
port=${CEILING_PORT:-18400}
bare_port=$port node_port=$((port + 1)) management_port=$((port + 2)) redis_port=$((port + 3))
jvm=(-XX:+UseG1GC -Xms512m -Xmx512m ${CEILING_JVM:-})

build_bare() {
    local version
    version=$(sed -n 's/.*<quarkus.platform.version>\(.*\)<.*/\1/p' "$project/pom.xml")
    "$project/mvnw" -q ${CEILING_MVN:-} -f "$here/bare/pom.xml" -Dquarkus.platform.version="$version" package
}

await() { # URL
    for _ in {1..300}; do curl -fs -o /dev/null "$1" && return; sleep 0.1; done
    echo "ceiling: $1 does not answer" >&2
    grep -h -E 'WARN|ERROR' "$work"/*.log >&2
    exit 1
}

start_redis() {
    redis-server --bind 127.0.0.1 --port $redis_port --save '' --dir "$work" >"$work/redis.log" 2>&1 &
    pids+=($!) redis_pid=$!
}

start_bare() {
    build_bare
    java "${jvm[@]}" -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=$bare_port \
        -jar "$here/bare/target/quarkus-app/quarkus-run.jar" >"$work/bare.log" 2>&1 &
    pids+=($!) bare_pid=$!
    await "http://127.0.0.1:$bare_port/"
}

no_quotas=(-Dshardbeat.quota.requests-per-second.{key,source,namespace,group}=0) # one address is all consumers here
start_node() { # SETTING..., with the catalog in $work/catalog.yaml
    printf 'keys: [{id: load, secret: a-secret-of-the-load-generator, allow: ["sls:*", "cls:*"]}]\n' >"$work/keys.yaml"
    java "${jvm[@]}" -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=$node_port \
        -Dquarkus.management.host=127.0.0.1 -Dquarkus.management.port=$management_port \
        -Dquarkus.redis.hosts=redis://127.0.0.1:$redis_port -Dshardbeat.catalog.file="$work/catalog.yaml" \
        -Dshardbeat.auth.mode=optional -Dshardbeat.auth.keys-file="$work/keys.yaml" "${no_quotas[@]}" "$@" \
        -jar "$project/target/quarkus-app/quarkus-run.jar" >>"$work/node.log" 2>&1 &
    pids+=($!) node_pid=$!
    await "http://127.0.0.1:$management_port/q/health/ready"
}

redis() { redis-cli -p $redis_port "$@"; }

cpu() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; } # hundredths of a second
jit() { # of a JVM's compiler threads: much of it in a row of the table says that the JVM was not warm
    { cat /proc/"$1"/task/*/stat 2>/dev/null || true; } | # a thread may end meanwhile
        awk '/\(C[12] Compiler/ { sub(/.*\) /, ""); n += $12 + $13 } END { print n + 0 }'
}
script_calls() { redis INFO commandstats | awk -F'[=,]' '/cmdstat_evalsha:/ { n += $2 } END { print n + 0 }'; }
granted() {
    curl -fs "http://127.0.0.1:$management_port/q/metrics" |
        awk '/^shardbeat_heartbeats_total.*granted/ { n += $NF } END { printf "%d", n }'
}

# Replays requests of KIND, out of the file of that name.
replay() { # PORT KIND CONNECTIONS SECONDS
    wrk -t1 -c"$3" -d"$4"s -s "$here/replay.lua" "http://127.0.0.1:$1" -- "$work/$2"
}

thread_us() { redis INFO cpu | awk -F: '/main_thread/ { us += $2 * 1e6 } END { printf "%d", us }'; }

# Replays at SERVER for SECONDS; one line: server kind requests us bad failed p50 p99 max, then CPU of server, Redis and
# wrk in hundredths of a second, script calls and granted heartbeats, CPU of the server's compiler.
load() { # SERVER KIND SECONDS
    local pid=${bare_pid:-} to=$bare_port before after
    [[ $1 == bare ]] || { pid=$node_pid; to=$node_port; }
    before=($(cpu "$pid") $(cpu "$redis_pid") $(script_calls) $(granted) $(jit "$pid"))
    local result times
    TIMEFORMAT='%U %S'
    times=$({ time replay "$to" "$2" "$connections" "$3" >"$work/wrk.out" 2>&1; } 2>&1)
    after=($(cpu "$pid") $(cpu "$redis_pid") $(script_calls) $(granted) $(jit "$pid"))
    result=$(sed -n 's/^RESULT //p' "$work/wrk.out")
    [[ -n $result ]] || { cat "$work/wrk.out" >&2; exit 1; }
    local spent=()
    for i in {0..4}; do spent+=($((after[i] - before[i]))); done
    echo "$1 $2 $result ${spent[0]} ${spent[1]} $times ${spent[2]} ${spent[3]} ${spent[4]}"
}

sign() { # KIND FILE LOGSTORE GROUPS MEMBERS [MEMBERS THAT BEAT]
    java "$here/Requests.java" "$1" $node_port "$work/$2" "${@:3}"
}

# Until the JVM's compiler takes less than a twentieth of the server's CPU, or for ten times the warm-up time.
warm_up() { # SERVER KIND
    local line
    for _ in {1..10}; do
        read -ra line < <(load "$1" "$2" "$warm")
        ((line[15] * 20 >= line[9])) || return 0
    done
}

no_loop_was_blocked() {
    if grep -m5 'has been blocked' "$work/node.log"; then
        echo "ceiling: an event loop was blocked" >&2
        exit 1
    fi
}
