//! The addresses: the calls under `/v1/`, and what an operator's machines ask.

use crate::backend::{Backend, Route};
use crate::store::Store;
use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use axum::routing::{any, get};
use std::sync::Arc;

/// `/v1/request`, `/v1/challenge`, `/v1/seen`, `/v1/foreign` and `/v1/verify`, to be mounted in an application of one's own.
pub fn router<S: Store>(backend: &Arc<Backend<S>>) -> Router {
    Route::ALL.into_iter().fold(Router::new(), |router, route| {
        let backend = backend.clone();
        let call = move |request: Request<Body>| async move { backend.call(route, request).await };
        router.route(&format!("/v1/{}", route.word()), any(call))
    })
}

/// `/healthz`, `/readyz` and `/metrics`. They say nothing of anybody, and ask for no token.
pub fn watch_router<S: Store>(backend: &Arc<Backend<S>>) -> Router {
    let (ready, metrics) = (backend.clone(), backend.clone());
    let ready =
        move || async move { if ready.is_ready().await { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE } };
    let metrics = move || async move {
        let mut response = Response::new(metrics.metrics());
        let kind = HeaderValue::from_static("text/plain; version=0.0.4");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    };
    let alive = || async { StatusCode::OK };
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}
