//! The verifier knows the sandbox's root, whose seed is public.

#[test]
fn the_verifier_knows_the_sandboxs_root() {
    assert_eq!(ikd_verify::SANDBOX_ROOT, ikd_sandbox::trust::root().public_key());
}
