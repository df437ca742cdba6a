//! Serving until asked to stop.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::metrics;
use crate::app::{self, App};
use crate::events;
use crate::jobs;
use crate::mail::bounces;
use crate::mail::transport::Transport;

/// Serves and runs the jobs until a signal comes; open requests are finished.
///
/// # Errors
/// A sentence that says why it can't serve.
pub async fn run(app: App) -> Result<(), String> {
    let demo = is_demo(&app).await?;
    let listen = app.config.listen;
    if demo && !listen.ip().is_loopback() {
        return Err(format!("this database is a demo with known passwords: it listens on loopback only, not on {listen}"));
    }
    let transport = match app.config.smtp_url.as_slice() {
        [] if demo => Some(Transport::Demo),
        [] => {
            tracing::warn!("no SMTP settings: mails wait in the outbox (EYELEVEL_SMTP_URL)");
            None
        }
        urls => Some(Transport::smtp(urls, &app.config.mail_from)?),
    };
    let (listener, listen) = bind(listen).await?;
    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(jobs::run_until(app.clone(), transport, stopped.clone()));
    let telling = tokio::spawn(events::run(app.clone(), stopped.clone()));
    let figures = match app.config.metrics_listen {
        Some(address) => {
            let (listener, address) = bind(address).await?;
            tracing::info!(%address, "figures");
            Some(tokio::spawn(serve_metrics(app.clone(), listener, stopped.clone())))
        }
        None => None,
    };
    let came_back = match app.config.bounces_listen {
        Some(address) => {
            let (listener, address) = bind(address).await?;
            tracing::info!(%address, "mails that come back");
            Some(tokio::spawn(bounces::serve(app.clone(), listener, stopped.clone())))
        }
        None => None,
    };
    tracing::info!(%listen, demo, "listening");
    let service = app::service(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(asked_to_stop(stop)).await;
    // The jobs end between two steps; what they hold is released by its lease otherwise.
    let _ended = tokio::join!(working, telling);
    for other in [figures, came_back].into_iter().flatten() {
        let _ended = other.await;
    }
    app.db.close().await;
    served.map_err(|e| format!("serving: {e}"))
}

async fn is_demo(app: &App) -> Result<bool, String> {
    let mut on = app.db.read().await.map_err(|e| format!("the database: {e}"))?;
    app.is_demo(&mut on).await.map_err(|e| format!("the database: {e}"))
}

/// Listens, and says where: port 0 is any that is free.
async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), String> {
    let failed = |e: std::io::Error| format!("can't listen on {address}: {e}");
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

async fn serve_metrics(app: App, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let router = Router::new().route("/metrics", get(metrics::show)).with_state(app);
    let stopped = async move {
        let _told = stop.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopped).await {
        tracing::error!(error = %error, "the figures are not served");
    }
}

/// Ctrl-C, or what `systemctl stop` sends.
async fn asked_to_stop(stop: watch::Sender<bool>) {
    let interrupted = async {
        let _signal = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { () = interrupted => {}, () = terminated => {} }
    tracing::info!("stopping");
    let _told = stop.send(true);
}
