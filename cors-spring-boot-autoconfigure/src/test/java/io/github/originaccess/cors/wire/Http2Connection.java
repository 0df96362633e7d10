// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.Closeable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;

/**
 * An unencrypted HTTP/2 connection to a server on this computer. It sends any header,
 * pseudo-headers included, without looking at it.
 */
final class Http2Connection implements Closeable {

	/** Stands for a stream that the server has reset instead of answering it. */
	static final int RESET = -1;

	private static final int TIMEOUT_SECONDS = 20;

	private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Channel connection;

	Http2Connection(int port) {
		this.connection = new Bootstrap().group(this.threads)
			.channel(NioSocketChannel.class)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline()
						.addLast(Http2FrameCodecBuilder.forClient().validateHeaders(false).build(),
								new Http2MultiplexHandler(ignore()));
				}

			})
			.connect(InetAddress.getLoopbackAddress(), port)
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Send the head of a request and leave its stream open, as a WebSocket does.
	 * @param headers all headers in their order, pseudo-headers first
	 * @return the head of the response; its status is {@link #RESET} if there is none
	 */
	WireResponse send(List<WireHeader> headers) throws Exception {
		CompletableFuture<WireResponse> response = new CompletableFuture<>();
		Channel stream = new Http2StreamChannelBootstrap(this.connection).handler(new ChannelInboundHandlerAdapter() {

			@Override
			public void channelRead(ChannelHandlerContext context, Object message) {
				if (message instanceof Http2HeadersFrame frame) {
					response.complete(response(frame.headers()));
				}
				ReferenceCountUtil.release(message);
			}

			@Override
			public void userEventTriggered(ChannelHandlerContext context, Object event) {
				if (event instanceof Http2ResetFrame) {
					response.complete(new WireResponse(RESET, List.of()));
				}
			}

			@Override
			public void channelInactive(ChannelHandlerContext context) {
				response.complete(new WireResponse(RESET, List.of()));
			}

		}).open().syncUninterruptibly().getNow();
		Http2Headers all = new DefaultHttp2Headers(false);
		headers.forEach((header) -> all.add(header.name(), header.value()));
		stream.writeAndFlush(new DefaultHttp2HeadersFrame(all));
		WireResponse received = response.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		stream.close();
		return received;
	}

	@Override
	public void close() {
		this.connection.close().syncUninterruptibly();
		this.threads.shutdownGracefully(0, TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

	private static WireResponse response(Http2Headers headers) {
		List<WireHeader> lines = new ArrayList<>();
		headers.forEach((header) -> {
			if (header.getKey().charAt(0) != ':') {
				lines.add(new WireHeader(header.getKey().toString(), header.getValue().toString()));
			}
		});
		return new WireResponse(Integer.parseInt(headers.status().toString()), lines);
	}

	private static ChannelHandler ignore() {
		return new ChannelInboundHandlerAdapter();
	}

}
