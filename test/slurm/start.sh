#!/bin/sh
# Starts a SLURM of one node in the folder $1 (which must not exist yet): munged, slurmctld and slurmd, without systemd, as
# root, on the loopback interface only. Prints the path of slurm.conf, to be set as SLURM_CONF. stop.sh ends it.
set -eu
folder=$1
port=${2:-16817}

for program in munged slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || { echo "$program is not installed (Debian: slurm-wlm munge)" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo 'only root can start slurmd' >&2; exit 1; }

mkdir -p "$folder"
chmod 755 "$folder"
mkdir "$folder/run" "$folder/state" "$folder/spool" "$folder/log"
dd if=/dev/urandom of="$folder/munge.key" bs=64 count=1 2>/dev/null
chmod 400 "$folder/munge.key"

cat >"$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
# Bind to the address above, not to all interfaces.
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.socket,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
# (A job that is queued again waits until its old credentials have expired.)
# No control groups: containers seldom have them.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
KillWait=2
MinJobAge=300
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF

export SLURM_CONF="$folder/slurm.conf"
{
  munged --force --key-file="$folder/munge.key" --socket="$folder/run/munge.socket" --pid-file="$folder/run/munged.pid" \
    --log-file="$folder/log/munged.log" --seed-file="$folder/run/munged.seed" &&
    slurmctld && slurmd
} >"$folder/log/start.log" 2>&1 || { cat "$folder"/log/*.log >&2; "$(dirname "$0")/stop.sh" "$folder"; exit 1; }

# Ready when the node takes jobs.
for _ in $(seq 100); do
  [ "$(sinfo --noheader --format=%t 2>/dev/null)" = idle ] && { echo "$SLURM_CONF"; exit 0; }
  sleep 0.1
done
cat "$folder"/log/*.log >&2
"$(dirname "$0")/stop.sh" "$folder"
exit 1
