# A worker that may call nobody: its internet has no address.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = [])),
  ],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker/worker.js"),
    (name = "ikd_server_bg.wasm", wasm = embed "worker/ikd_server_bg.wasm"),
    (name = "ikd_sandbox_bg.wasm", wasm = embed "worker/ikd_sandbox_bg.wasm"),
  ],
  compatibilityDate = "2026-06-01",
);
