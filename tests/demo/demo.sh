#!/usr/bin/env bash
# The provider at work, scene by scene: the real terraform, the configuration of examples/complete-ebs, and a simulated AWS.
# `make demo` builds what it needs. Every scene is checked; the exit code is 1 if one is not as it should be.
set -euo pipefail

# Also if the caller exports variables of these names.
declare +x provider repository terraform stage simulator_pid failures

provider=$(realpath "${1:?usage: demo.sh PROVIDER}")
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
terraform=$(command -v terraform)
stage=$(mktemp -d)
simulator_pid=
failures=0

main() {
  trap finish EXIT
  exec 3>&1
  start_simulator
  isolate

  say "The AWS of this demo is simulated, on $AWS_ENDPOINT_URL. No account is used, and no call leaves this machine."

  scene "Install the provider; a plain terraform init finds it" "$stage/site"
  run 0 "$provider" install | grep -v registry.opentofu.org | head -n 1
  run 0 terraform init | grep successfully
  expect "Terraform has been successfully initialized!"

  scene "Create role and cluster; AWS takes 15 to 20 minutes here, the simulator 5 seconds"
  run 0 terraform plan -out=plan | grep '^Plan:'
  run 0 terraform apply plan
  expect "Apply complete! Resources: 2 added, 0 changed, 0 destroyed."
  expect 'status = "ACTIVE"'

  if offers eksoutpost_control_plane_instances; then
    scene "After the cluster: its instances, and their fixed addresses" "$stage/access" complete-access
    quietly terraform init
    run 0 terraform apply -auto-approve | grep ^Apply
    run 0 terraform output control_plane_instances
    expect '"state" = "running"'

    scene "After the cluster: lines for /etc/hosts or a DNS server, for when the Region is out of reach"
    run 0 terraform output -raw hosts_entries
    expect ".us-west-2."

    scene "After the cluster: a kubeconfig without a secret in it"
    run 0 terraform output -raw kubeconfig | cut -c 1-120
    expect "get-token"

    if has_ephemeral_resources; then
      scene "After the cluster: a token for the providers kubernetes and helm, which is in no state"
      cp "$repository/tests/demo/token.tf" .
      run 0 terraform apply -auto-approve | grep 'ephemeral\|^Apply'
      run 0 cat token.txt
      expect "k8s-aws-v1."
      run 1 grep -c k8s-aws-v1 terraform.tfstate
    fi
    cd "$stage/site"
  fi

  scene "A second plan finds nothing to do"
  run 0 terraform plan -detailed-exitcode
  expect "No changes. Your infrastructure matches the configuration."

  scene "Change tags and logs in place"
  cp "$repository/tests/demo/change.tfvars" change.auto.tfvars
  run 0 cat change.auto.tfvars
  run 0 terraform apply -auto-approve | grep -v ': Refreshing state'
  expect "Apply complete! Resources: 0 added, 2 changed, 0 destroyed."

  scene "Import both into a fresh state: nothing to change" "$stage/import"
  cp ../site/change.auto.tfvars "$repository/tests/demo/import.tf" .
  quietly terraform init
  run 0 cat import.tf
  run 0 terraform apply -auto-approve | grep -v ': \(Preparing import\|Refreshing state\)' | grep '^Plan:\|Import\|^Apply'
  expect "Resources: 2 imported, 0 added, 0 changed, 0 destroyed."
  run 0 terraform plan -detailed-exitcode | grep 'No changes'
  expect "No changes. Your infrastructure matches the configuration."

  scene "Mistakes are caught at plan: a public endpoint, which this kind of cluster cannot have" "$stage/site"
  sed $'s/subnet_ids = var.subnet_ids/&\\\n    endpoint_public_access = true/' "$repository/examples/complete-ebs/main.tf" >main.tf
  run 1 terraform plan | errors
  expect "Public access on an EBS cluster"
  cp "$repository/examples/complete-ebs/main.tf" .

  scene "Mistakes are caught at plan: a Kubernetes version is skipped"
  run 1 terraform plan -var kubernetes_version=1.32 | errors
  expect "1.30 -> 1.31 -> 1.32"

  scene "Mistakes are caught at plan: AWS is asked whether the Outpost has the instance type" "$stage/other"
  quietly terraform init
  run 1 terraform plan -var name=other -var control_plane_instance_type=m5.24xlarge | errors
  expect "Instance type not on the Outpost"

  scene "The same without asking (preflight = off): EKS stays silent at CREATING, the provider says why" "$stage/other"
  cp "$repository/tests/demo/impatient_override.tf" .
  quietly terraform init
  run 1 terraform apply -auto-approve -var name=other -var control_plane_instance_type=m5.24xlarge | errors
  expect "ConfigurationConflict"
  quietly terraform destroy -auto-approve

  scene "Destroy everything; then the simulated AWS is asked what is left" "$stage/site"
  run 0 terraform destroy -auto-approve | grep 'Destr'
  expect "Destroy complete! Resources: 2 destroyed."
  run 0 ask leftovers
  expect '"empty": true'
}

say() {
  printf '\n%s\n' "$*"
}

# A caption, and the root module that the commands of the scene run in: an example, if there is none yet.
scene() {
  printf '\n\033[1m== %s\033[0m\n' "$1"
  local root=${2:-$PWD} example=${3:-complete-ebs}
  if [[ ! -d $root ]]; then
    mkdir -p "$root"
    cp "$repository/examples/$example"/*.tf "$root"
    # Other examples have other variables; the Region is one of all.
    if [[ $example == complete-ebs ]]; then cp "$stage/demo.auto.tfvars" "$root"; else grep ^region "$stage/demo.auto.tfvars" >"$root/demo.auto.tfvars"; fi
  fi
  cd "$root"
}

# Terraform 1.10 and later.
has_ephemeral_resources() {
  local found
  found=$(terraform version | awk '/^Terraform v/ { print substr($2, 2); exit }')
  [[ $(printf '%s\n' 1.10.0 "$found" | sort -V | head -n 1) == 1.10.0 ]]
}

# Whether the provider has an object of this name.
offers() {
  "$provider" schema | grep -qF "\"$1\""
}

# Runs a command as a person would see it; its exit code must be the first argument. What it shows can be cut short by a pipe, hence file
# descriptor 3 for the command itself; the checks see everything.
run() {
  local wanted=$1 code=0
  shift
  printf '\n$ %s\n' "${*/#$provider/terraform-provider-eksoutpost}" >&3
  "$@" >"$stage/output" 2>&1 || code=$?
  cat "$stage/output"
  [[ $code == "$wanted" ]] || fail "exit code $code instead of $wanted"
}

# Runs a command that is no part of the story.
quietly() {
  "$@" >"$stage/output" 2>&1 || { cat "$stage/output"; fail "$* failed"; }
}

# The last command's output must contain the text.
expect() {
  # Terraform wraps long lines.
  tr -s '\n ' '  ' <"$stage/output" | grep -qF -- "$1" || fail "the output does not have: $1"
}

# What is wrong, in Terraform's output.
errors() {
  sed -n '/^Error: /,$p'
}

fail() {
  printf '\n!! This scene is not as it should be: %s\n' "$1" >&3
  echo "$1" >>"$stage/failures"
}

start_simulator() {
  say "Starting the simulated AWS"
  local log=$stage/simulator.log ready=$stage/ready.json
  (cd "$repository/tests/simulator" && exec env -i PATH="$PATH" "$repository/.venv/bin/python" -m eks_outpost_simulator \
    --port-file "$ready" --seed --set create_seconds=5 --set update_seconds=1 --set delete_seconds=1) >"$log" 2>&1 &
  simulator_pid=$!
  until [[ -f $ready ]]; do
    kill -0 "$simulator_pid" 2>/dev/null || { cat "$log"; say "The simulator did not start; its reason is above."; exit 1; }
    sleep 0.1
  done
}

# Nothing of the caller's AWS, proxies or Terraform settings: an own home, keys that the real AWS refuses, one endpoint on this machine.
isolate() {
  local endpoint name
  endpoint=$(fact endpoint)
  [[ $endpoint =~ ^http://127\.0\.0\.1:[0-9]+$ ]] || { say "$endpoint is not on this machine; the demo uses no other endpoint."; exit 1; }
  for name in $(compgen -e); do
    [[ $name == PATH ]] || unset "$name" 2>/dev/null || true
  done
  export HOME=$stage/home CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0 TF_CLI_ARGS=-no-color
  export AWS_ENDPOINT_URL=$endpoint AWS_ACCESS_KEY_ID=AKIASIMULATEDKEY0001 AWS_SECRET_ACCESS_KEY=simulated
  export AWS_EC2_METADATA_DISABLED=true EKSOUTPOST_POLL_INTERVAL=300ms
  mkdir -p "$HOME"
  cat >"$stage/demo.auto.tfvars" <<TFVARS
region             = "$(fact region)"
outpost_arn        = "$(fact outpost_arn)"
subnet_ids         = ["$(fact outpost_subnet_ids 0)"]
kubernetes_version = "1.30"
TFVARS
}

# What the simulator said about itself when it was ready.
fact() {
  "$repository/.venv/bin/python" -c '
import json, sys
value = json.load(open(sys.argv[1]))[sys.argv[2]]
print(value[int(sys.argv[3])] if sys.argv[3:] else value)' "$stage/ready.json" "$@"
}

# Asks the simulator's control API.
ask() {
  "$repository/.venv/bin/python" -c '
import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1]).read().decode())' "$AWS_ENDPOINT_URL/_sim/$1"
}

finish() {
  local code=$?
  if [[ -n $simulator_pid ]]; then
    kill "$simulator_pid" 2>/dev/null || true
    wait "$simulator_pid" 2>/dev/null || true
  fi
  if [[ -f $stage/failures ]]; then
    failures=$(wc -l <"$stage/failures")
    code=1
  fi
  if ((code == 0)); then
    say "Every scene was as it should be, in $SECONDS seconds. The AWS was simulated; the terraform was real: $("$terraform" version | head -n 1)."
  else
    say "The demo failed ($failures checks). Its files are in $stage"
    exit 1
  fi
  rm -rf "$stage"
}

main
