#!/usr/bin/env bash
# How long one warrant takes from order to verified package, and how that grows: tour at about 10,000, 50,000 and 100,000 messages.
#   bench/tour.sh MESSAGES CONVERSATION FROM TO…     one run for each TO, all from FROM
# Prints a Markdown table. Needs the .NET 10 SDK and jq.
set -euo pipefail
if (($# < 4)); then
  sed -n '2,4s/^# *//p' "$0"
  exit 2
fi
messages=$(realpath "$1") conversation=$2 from=$3
shift 3
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build Portal.Jobs -c Release -v quiet --nologo
jobs=(dotnet Portal.Jobs/bin/Release/net10.0/Portal.Jobs.dll)
timer=()
[[ -x /usr/bin/time ]] && timer=(/usr/bin/time -f '%e %U %S %M')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '| records | pages | MB | import rows/s | file | count | build | download | verify | total s | CPU s | records/s built | peak MiB |'
echo '| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |'
for to in "$@"; do
  "${timer[@]}" "${jobs[@]}" tour --messages "$messages" --conversation "$conversation" --from "$from" --to "$to" --out "$work/package" \
    >"$work/out" 2>"$work/err" || { cat "$work/out" "$work/err"; exit 1; }
  # Without GNU time the CPU column is empty and the peak is the program's own figure.
  read -r _ user system peak < <(tail -n 1 "$work/err" | grep -E '^[0-9.]+ [0-9.]+ [0-9.]+ [0-9]+$' || echo '- - - -')
  tail -n 1 "$work/out" | jq -r --arg user "$user" --arg system "$system" --arg peak "$peak" '
    def s: . * 10 | round / 10;
    [ .records, .pages, (.bytes / 1e6 | s), .import_rows_per_second, (.seconds.file | s), (.seconds.count | s), (.seconds.build | s),
      (.seconds.download | s), (.seconds.verify | s), (.seconds.total | s),
      (if $user == "-" then "" else (($user | tonumber) + ($system | tonumber) | s) end),
      (.records / .seconds.build | round), (if $peak == "-" then .peak_rss_mb else ($peak | tonumber) / 1024 | round end) ]
    | "| " + (map(tostring) | join(" | ")) + " |"'
  rm -rf "$work/package"
done
