import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Does what the lines of a file say, whose words are separated by tabs: "topic NAME PARTITIONS",
 * "acl PRINCIPAL TYPE NAME PATTERN OPERATION", "send TOPIC TEXT". Its arguments are the file of its
 * settings and that file. Run with the jars of Kafka on the class path.
 */
public class KafkaAdmin {
  public static void main(String[] arguments) throws Exception {
    var settings = new Properties();
    try (var file = new FileInputStream(arguments[0])) {
      settings.load(file);
    }
    var acls = new HashSet<AclBinding>();
    var topics = new HashSet<NewTopic>();
    try (var admin = Admin.create(settings)) {
      for (var line : Files.readAllLines(Path.of(arguments[1]))) {
        var words = line.split("\t");
        switch (words[0]) {
          case "topic" ->
              topics.add(
                  new NewTopic(
                      words[1], Optional.of(Integer.parseInt(words[2])), Optional.empty()));
          case "acl" -> acls.add(toAcl(words));
          case "send" -> send(settings, words[1], words[2]);
          default -> throw new IllegalArgumentException(words[0]);
        }
      }
      admin.createTopics(topics).all().get();
      admin.createAcls(acls).all().get();
    }
  }

  private static AclBinding toAcl(String[] words) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.fromString(words[2]), words[3], PatternType.valueOf(words[4].toUpperCase(Locale.ROOT))),
        new AccessControlEntry(
            words[1], "*", AclOperation.fromString(words[5]), AclPermissionType.ALLOW));
  }

  private static void send(Properties settings, String topic, String text) throws Exception {
    var serializer = new StringSerializer();
    try (var producer = new KafkaProducer<>(settings, serializer, serializer)) {
      producer.send(new ProducerRecord<>(topic, text)).get();
    }
  }
}
