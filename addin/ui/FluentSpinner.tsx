/** A file of its own, so that it comes as a part of its own. */
import type { SpinnerProps } from '@fluentui/react-components';
import { Spinner } from '@fluentui/react-components';

export default function FluentSpinner(props: SpinnerProps) {
  return <Spinner {...props} />;
}
