/** Where the instance metadata service is on an instance, and where clients look by default. */
export const LINK_LOCAL_ADDRESSES = ['169.254.169.254', 'fd00:ec2::254'] as const;

/** The networks of these and other services of EC2 and ECS: nothing for them may leave a simulated instance. */
export const LINK_LOCAL_NETWORKS = ['169.254.0.0/16', 'fd00:ec2::/32'] as const;
