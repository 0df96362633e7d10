// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Prints what compiled classes refer to and a class path lacks: a class, method or field
 * whose use is a LinkageError.
 * <p>
 * Usage: {@code java -cp <spring-core> Linkage.java <folders of classes> <class path>}
 */
class Linkage extends ClassVisitor {

	private static final int SIGNATURES = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG;

	private final ClassLoader classes;

	/** The members of each class with those it inherits; null if there is no such class. */
	private final Map<String, Set<String>> members = new HashMap<>();

	private final Set<String> missing = new TreeSet<>();

	private String current = "";

	Linkage(ClassLoader classes) {
		super(Opcodes.ASM9);
		this.classes = classes;
	}

	public static void main(String[] args) throws IOException {
		List<URL> classPath = new ArrayList<>();
		for (String entry : (args[0] + File.pathSeparator + args[1]).split(File.pathSeparator)) {
			classPath.add(new File(entry).toURI().toURL());
		}
		Linkage linkage = new Linkage(
				new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
		for (String folder : args[0].split(File.pathSeparator)) {
			try (Stream<Path> files = Files.walk(Path.of(folder))) {
				for (Path file : files.filter(Linkage::isClass).toList()) {
					new ClassReader(Files.readAllBytes(file)).accept(linkage, 0);
				}
			}
		}
		linkage.missing.forEach(System.out::println);
	}

	private static boolean isClass(Path file) {
		return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
	}

	private Set<String> members(String type) {
		if (!this.members.containsKey(type)) {
			this.members.put(type, read(type));
		}
		return this.members.get(type);
	}

	private Set<String> read(String type) {
		Set<String> found = new HashSet<>();
		try (InputStream file = this.classes.getResourceAsStream(type + ".class")) {
			if (file == null) {
				return null;
			}
			new ClassReader(file).accept(new ClassVisitor(Opcodes.ASM9) {

				@Override
				public void visit(int version, int access, String name, String signature, String parent,
						String[] interfaces) {
					Stream.concat(Stream.ofNullable(parent), Stream.of(interfaces))
						.map(Linkage.this::members)
						.filter((inherited) -> inherited != null)
						.forEach(found::addAll);
				}

				@Override
				public FieldVisitor visitField(int access, String name, String descriptor, String signature,
						Object value) {
					found.add(name + descriptor);
					return null;
				}

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					found.add(name + descriptor);
					return null;
				}

			}, SIGNATURES);
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void type(Type type) {
		if (type.getSort() == Type.ARRAY) {
			type(type.getElementType());
		}
		else if (type.getSort() == Type.METHOD) {
			type(type.getReturnType());
			Stream.of(type.getArgumentTypes()).forEach(this::type);
		}
		else if (type.getSort() == Type.OBJECT && members(type.getInternalName()) == null) {
			this.missing.add(this.current + " -> " + type.getInternalName());
		}
	}

	private void member(String owner, String name, String descriptor) {
		Type type = Type.getObjectType(owner);
		type(type);
		type(Type.getType(descriptor));
		// Methods of arrays and method handles are made up by the JVM.
		if (type.getSort() == Type.OBJECT && !owner.startsWith("java/") && members(owner) != null
				&& !members(owner).contains(name + descriptor)) {
			this.missing.add(this.current + " -> " + owner + "." + name + descriptor);
		}
	}

	@Override
	public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
		this.current = name;
		type(Type.getObjectType(parent));
		Stream.of(interfaces).map(Type::getObjectType).forEach(this::type);
	}

	@Override
	public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
		type(Type.getType(descriptor));
		return new Values();
	}

	@Override
	public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
		type(Type.getType(descriptor));
		return null;
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
			String[] exceptions) {
		type(Type.getType(descriptor));
		return new Code();
	}

	/** The classes that an annotation names. */
	private final class Values extends AnnotationVisitor {

		Values() {
			super(Opcodes.ASM9);
		}

		@Override
		public void visit(String name, Object value) {
			if (value instanceof Type type) {
				type(type);
			}
		}

		@Override
		public AnnotationVisitor visitArray(String name) {
			return this;
		}

		@Override
		public AnnotationVisitor visitAnnotation(String name, String descriptor) {
			return this;
		}

	}

	/** The references of a method. */
	private final class Code extends MethodVisitor {

		Code() {
			super(Opcodes.ASM9);
		}

		@Override
		public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
			return Linkage.this.visitAnnotation(descriptor, visible);
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
			member(owner, name, descriptor);
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
			member(owner, name, descriptor);
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			for (Object argument : arguments) {
				if (argument instanceof Handle handle) {
					member(handle.getOwner(), handle.getName(), handle.getDesc());
				}
			}
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			type(Type.getObjectType(type));
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof Type type) {
				type(type);
			}
		}

		@Override
		public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
			if (type != null) {
				type(Type.getObjectType(type));
			}
		}

	}

}
