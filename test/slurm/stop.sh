#!/bin/sh
# Ends the SLURM that start.sh started in the folder $1, and waits until its processes are gone.
set -u
folder=$1
export SLURM_CONF="$folder/slurm.conf"
scancel --user=root 2>/dev/null
for name in slurmd slurmctld munged; do
  pid=$(cat "$folder/run/$name.pid" 2>/dev/null) || continue
  kill "$pid" 2>/dev/null || continue
  for _ in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null
done
exit 0
