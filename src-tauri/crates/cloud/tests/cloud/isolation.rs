//! A sandbox profile takes nothing from its surroundings.

use ingot_cloud::{Cloud, Profile};
use tokio_util::sync::CancellationToken;

use crate::support::{Answer, FakeAws};

const CHILD: &str = "INGOT_TEST_SANDBOX_ENDPOINT";

/// An environment can only be set for another process, so the test runs itself again in one.
#[test]
fn proxies_profiles_keys_and_endpoints_of_the_environment_do_not_reach_a_sandbox_profile() {
    if let Ok(endpoint) = std::env::var(CHILD) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let cloud = Cloud::connect(Profile::sandbox(endpoint, "eu-west-1")).await.unwrap();
            cloud.shares(&CancellationToken::new()).await.unwrap();
        });
        return;
    }
    let aws = FakeAws::start(|_, _| Answer::ok("{}"));
    #[allow(
        clippy::disallowed_methods,
        reason = "the crate starts no program; its test starts itself"
    )]
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg(std::thread::current().name().unwrap())
        .env(CHILD, &aws.endpoint)
        .env("AWS_ACCESS_KEY_ID", "AKIAFROMENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "secret-from-environment")
        .env("AWS_SESSION_TOKEN", "token-from-environment")
        .env("AWS_PROFILE", "nobody")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .env("AWS_ENDPOINT_URL_RAM", "http://127.0.0.1:1")
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("http_proxy", "http://127.0.0.1:1")
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    let requests = aws.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert!(request.head.contains("Credential=sandbox/") && request.head.contains("/eu-west-1/ram/"));
        assert!(!request.head.contains("environment"), "{}", request.head);
    }
}
