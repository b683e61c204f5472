package io.mediaup.provider.aws;

import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Asks EC2 for instances: always by filters, always to the last page. Thread-safe. */
final class Instances {

    /** Values of one filter, by the EC2 API reference. */
    private static final int MOST_VALUES = 200;

    private static final int PAGE = 1000;

    private final AwsClients clients;
    private final AwsCalls calls;

    Instances(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /** Every instance that all {@code filters} fit. */
    List<Instance> matching(List<Filter> filters) throws ProviderException {
        DescribeInstancesRequest request = DescribeInstancesRequest.builder()
                .filters(filters)
                .maxResults(PAGE)
                .build();
        return calls.make(
                ApiAction.DESCRIBE_INSTANCES,
                () -> clients.ec2().describeInstancesPaginator(request).stream()
                        .flatMap(page -> page.reservations().stream())
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList());
    }

    /** Those of {@code ids} that EC2 knows. By filter, because one unknown id would fail a call that names them. */
    List<Instance> byId(Collection<String> ids) throws ProviderException {
        return byValues("instance-id", ids);
    }

    /** Every instance of which the attribute {@code name} is one of {@code values}. */
    List<Instance> byValues(String name, Collection<String> values) throws ProviderException {
        List<Instance> found = new ArrayList<>();
        List<String> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += MOST_VALUES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + MOST_VALUES));
            found.addAll(
                    matching(List.of(Filter.builder().name(name).values(some).build())));
        }
        return found;
    }
}
