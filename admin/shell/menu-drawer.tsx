import Drawer from '@mui/material/Drawer';
import { SideMenu } from './side-menu.js';

interface MenuDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The menu where there is no room for it beside the page. */
export default function MenuDrawer({ isOpen, onClose }: MenuDrawerProps) {
  return (
    <Drawer open={isOpen} onClose={onClose} slotProps={{ paper: { sx: { width: 240 } } }}>
      <SideMenu onChosen={onClose} />
    </Drawer>
  );
}
