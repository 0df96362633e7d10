// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A listener to a channel of PostgreSQL, with a connection of its own. It calls back
 * after notifications. It also calls back whenever it has connected, because PostgreSQL
 * keeps no notifications for a client that is away.
 */
final class PostgresListener implements Runnable {

	private static final Log log = LogFactory.getLog(PostgresListener.class);

	/** After this time, the connection is tried: a network may drop it silently. */
	private static final Duration SILENCE = Duration.ofSeconds(20);

	private static final int SECONDS_TO_ANSWER = 5;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private final DataSource database;

	private final String channel;

	private final Runnable changed;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile @Nullable Connection connection;

	private volatile boolean listening;

	/**
	 * Create a listener.
	 * @param database makes the connection; not a pool, since it is never given back
	 * @param channel the channel, which is part of a statement
	 * @param changed reads what has changed. If it throws, the listener connects anew and
	 * calls it again.
	 */
	PostgresListener(DataSource database, String channel, Runnable changed) {
		this.database = database;
		this.channel = channel;
		this.changed = changed;
	}

	/** Listens until it is stopped. */
	@Override
	public void run() {
		Duration pause = FIRST_PAUSE;
		while (!isStopped()) {
			try (Connection connection = this.database.getConnection()) {
				this.connection = connection;
				listen(connection);
				// What was committed before LISTEN was not notified.
				this.changed.run();
				log.info("Listening to the channel " + this.channel);
				this.listening = true;
				pause = FIRST_PAUSE;
				while (!isStopped()) {
					await(connection);
				}
			}
			catch (SQLException | RuntimeException ex) {
				if (!isStopped()) {
					tell(ex, pause);
					pauseFor(pause);
					pause = twice(pause);
				}
			}
		}
	}

	private void listen(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("LISTEN " + this.channel);
		}
		// For the view pg_stat_activity.
		connection.setClientInfo("ApplicationName", "listener to " + this.channel);
	}

	private void await(Connection connection) throws SQLException {
		PGConnection postgres = connection.unwrap(PGConnection.class);
		PGNotification[] notifications = postgres.getNotifications((int) SILENCE.toMillis());
		if (notifications.length == 0) {
			if (!connection.isValid(SECONDS_TO_ANSWER)) {
				throw new SQLException("The connection does not answer");
			}
			// The driver may have received some together with that answer.
			notifications = postgres.getNotifications();
		}
		if (notifications.length > 0) {
			this.changed.run();
		}
	}

	private void tell(Exception ex, Duration pause) {
		String line = "Not listening to the channel %s. Trying again in %d ms. %s".formatted(this.channel,
				pause.toMillis(), ex.getMessage());
		// One warning for each time that the connection is lost or cannot be made.
		if (this.listening || pause.equals(FIRST_PAUSE)) {
			log.warn(line);
		}
		else {
			log.debug(line);
		}
		this.listening = false;
	}

	private void pauseFor(Duration pause) {
		try {
			this.stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			this.stopped.countDown();
		}
	}

	private static Duration twice(Duration pause) {
		Duration next = pause.multipliedBy(2);
		return (next.compareTo(LONGEST_PAUSE) < 0) ? next : LONGEST_PAUSE;
	}

	private boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	/**
	 * Whether notifications arrive.
	 * @return {@code false} while there is no connection
	 */
	boolean isListening() {
		return this.listening;
	}

	/** End the run. Closing the connection ends the wait for notifications. */
	void stop() {
		this.stopped.countDown();
		Connection open = this.connection;
		try {
			if (open != null) {
				open.abort(Runnable::run);
			}
		}
		catch (SQLException ex) {
			log.debug("The connection cannot be closed", ex);
		}
	}

}
